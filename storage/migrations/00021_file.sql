-- +goose Up
-- Papers Sereda has written, kept until they have been sent and a while after;
-- and the hall's screens.

CREATE TABLE file (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL,
    data        bytea NOT NULL,
    -- under what Telegram keeps it, once it was sent
    telegram_id text,
    created_at  timestamptz NOT NULL
);
-- compressed already: DOCX is a zip, PDF's streams are deflated
ALTER TABLE file ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE INDEX file_created ON file (created_at);

-- A page for the hall's screen, opened by a one-time address. Only hashes are
-- kept: of the address's secret, and of the browser's that opened it first.
CREATE TABLE hall_screen (
    secret_hash  bytea PRIMARY KEY,
    meeting_id   bigint NOT NULL REFERENCES meeting,
    made_by      bigint NOT NULL REFERENCES person,
    expires_at   timestamptz NOT NULL,
    browser_hash bytea
);
CREATE INDEX hall_screen_expires ON hall_screen (expires_at);

-- +goose Down
DROP TABLE hall_screen, file;
