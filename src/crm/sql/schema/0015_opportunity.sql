-- Filled by its room.
SELECT 1;
