-- Saved views of lists: what a tab shows, and who sees the tab.

-- `state` is the address of the list as JSON: filter, sort, columns, group, layout, density.
-- shared: me (nobody else), some (those in view_share), all.
CREATE TABLE saved_view (
    id         BIGINT PRIMARY KEY,
    module     TEXT NOT NULL,
    name       TEXT NOT NULL,
    user_id    BIGINT NOT NULL REFERENCES app_user (id),
    shared     TEXT NOT NULL DEFAULT 'me',
    state      JSONB NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    removed_at TIMESTAMPTZ
);
CREATE INDEX saved_view_by_module ON saved_view (module, id) WHERE removed_at IS NULL;

-- Whom a view is shared with: kind user or department. Of kind role: the list begins with it for the holders of the role.
CREATE TABLE view_share (
    view_id   BIGINT NOT NULL REFERENCES saved_view (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    target_id BIGINT NOT NULL,
    PRIMARY KEY (view_id, kind, target_id)
);
CREATE INDEX view_share_by_target ON view_share (kind, target_id);

-- Where one person has put a tab.
CREATE TABLE view_place (
    user_id  BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    view_id  BIGINT NOT NULL REFERENCES saved_view (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (user_id, view_id)
);
