-- Protection: forms that people sent without a session lie sealed from here on; those that were kept in the clear are dropped.

DELETE FROM held_form;
