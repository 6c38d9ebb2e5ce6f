-- Drafts of what is being typed. Run by crm.dao.platform.draft.DraftDao. They are read by follow.own.

-- :name put :affected
INSERT INTO draft (user_id, record_id, kind, data, updated_at)
VALUES (:user_id, :record_id, :kind, :data, :now)
    ON CONFLICT (user_id, record_id, kind) DO UPDATE
   SET data = excluded.data, updated_at = excluded.updated_at;

-- :name drop :affected
DELETE FROM draft
 WHERE user_id = :user_id
   AND record_id = :record_id
   AND kind = :kind;

-- :name forget :affected
DELETE FROM draft
 WHERE updated_at < :before;
