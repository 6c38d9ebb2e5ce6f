-- The calendar: ends and series of activities, feeds, what Today puts off, notices as each person wants them.

ALTER TABLE activity ADD COLUMN ends_at TIMESTAMPTZ;
ALTER TABLE activity ADD COLUMN repeats TEXT;
ALTER TABLE activity ADD COLUMN follows_id BIGINT;
ALTER TABLE activity ADD COLUMN uid TEXT;
CREATE INDEX activity_by_owner_at ON activity (owner_id, at, id);
CREATE INDEX activity_by_follows ON activity (follows_id) WHERE follows_id IS NOT NULL;
CREATE INDEX activity_by_uid ON activity (owner_id, uid) WHERE uid IS NOT NULL;

-- The secret address under which a calendar program reads somebody's own activities.
CREATE TABLE calendar_feed (
    user_id      BIGINT PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
    token_hash   TEXT NOT NULL UNIQUE,
    created_at   TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ
);

-- What somebody put off on Today, by the key of its line: task:17, care:4.
CREATE TABLE today_put_off (
    user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    key     TEXT NOT NULL,
    until   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX today_put_off_by_until ON today_put_off (until);

-- How somebody wants to hear of one kind of notice: app, mail, digest, never. Without a row: the kind's default.
CREATE TABLE notice_choice (
    user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    way     TEXT NOT NULL,
    push    BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (user_id, kind)
);

-- A browser that wants notices pushed. Its address and keys are sealed; key is the hash of the address.
CREATE TABLE notice_device (
    key        TEXT PRIMARY KEY,
    user_id    BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    sealed     TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX notice_device_by_user ON notice_device (user_id, created_at);

-- When no mail may come, as minutes of the reader's own day, and the minute of the daily digest.
CREATE TABLE notice_hours (
    user_id     BIGINT PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
    quiet_from  INTEGER,
    quiet_until INTEGER,
    digest_at   INTEGER NOT NULL
);

-- The record that a notice is about, so that an answer to a mention can be told; when and how it goes by mail.
ALTER TABLE notice ADD COLUMN body TEXT;
ALTER TABLE notice ADD COLUMN module TEXT;
ALTER TABLE notice ADD COLUMN record_id BIGINT;
ALTER TABLE notice ADD COLUMN way TEXT NOT NULL DEFAULT 'app';
ALTER TABLE notice ADD COLUMN mail_at TIMESTAMPTZ;
CREATE INDEX notice_by_mail ON notice (mail_at, user_id) WHERE mail_at IS NOT NULL;
CREATE INDEX notice_by_kind ON notice (user_id, kind, id);

-- Days that differ from the known calendar of public holidays: days off, and weekend days on which one works.
CREATE TABLE holiday (
    id            BIGINT PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    sort_key      TEXT COLLATE "C" NOT NULL,
    name          TEXT NOT NULL,
    day           DATE NOT NULL,
    kind          TEXT NOT NULL,
    owner_id      BIGINT,
    department_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    BIGINT,
    updated_at    TIMESTAMPTZ NOT NULL,
    updated_by    BIGINT,
    touched_at    TIMESTAMPTZ,
    removed_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX holiday_day ON holiday (day) WHERE removed_at IS NULL;
CREATE INDEX holiday_by_day ON holiday (day, id);
CREATE INDEX holiday_by_sort_key ON holiday (sort_key, id);
CREATE INDEX holiday_by_updated ON holiday (updated_at, id);
CREATE INDEX holiday_by_created ON holiday (created_at, id);

-- Birthdays come back each year: by month and day, as the calendar asks for them (dao/kit/spread.py).
-- :only sqlite
CREATE INDEX account_by_birthday ON account (CAST(substr(birthday, 6, 2) || substr(birthday, 9, 2) AS INTEGER), id) WHERE birthday IS NOT NULL;
CREATE INDEX contact_by_birthday ON contact (CAST(substr(birthday, 6, 2) || substr(birthday, 9, 2) AS INTEGER), id) WHERE birthday IS NOT NULL;
CREATE INDEX household_member_by_birthday ON household_member (CAST(substr(birthday, 6, 2) || substr(birthday, 9, 2) AS INTEGER), id)
 WHERE birthday IS NOT NULL;
-- :end
-- :only postgresql
CREATE INDEX account_by_birthday ON account (CAST(EXTRACT(MONTH FROM birthday) * 100 + EXTRACT(DAY FROM birthday) AS INTEGER), id)
 WHERE birthday IS NOT NULL;
CREATE INDEX contact_by_birthday ON contact (CAST(EXTRACT(MONTH FROM birthday) * 100 + EXTRACT(DAY FROM birthday) AS INTEGER), id)
 WHERE birthday IS NOT NULL;
CREATE INDEX household_member_by_birthday
    ON household_member (CAST(EXTRACT(MONTH FROM birthday) * 100 + EXTRACT(DAY FROM birthday) AS INTEGER), id) WHERE birthday IS NOT NULL;
-- :end
