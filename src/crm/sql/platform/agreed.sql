-- How much of what was agreed is used. Run by crm.dao.platform.agreed.AgreedDao.

-- :name people :scalar
-- Open: how many there are is no secret to anybody who looks after them, and names nobody.
SELECT COUNT(*)
  FROM app_user u
 WHERE u.state = 'active'
   AND u.removed_at IS NULL;

-- :name came_back :scalar
-- Whether a change set let anybody in who could not sign in before.
SELECT COUNT(*)
  FROM change_item i
 WHERE i.change_set_id = :change_set_id
   AND i.module = 'user'
   AND (i.field = 'state' AND CAST(i.after AS TEXT) = '"active"' OR i.field IS NULL AND i.after IS NOT NULL);

-- :name records :scalar
-- Open: a number over all modules.
SELECT COUNT(*)
  FROM search_entry e;

-- :name storage :scalar
-- Open: a sum of bytes, removed files with them: they can be brought back.
SELECT COALESCE(SUM(f.size), 0)
  FROM file f;
