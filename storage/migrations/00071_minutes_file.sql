-- +goose Up
-- A meeting's minutes: an address where they are published, or a file that
-- Telegram keeps, for everybody only once it was said so.

ALTER TABLE published_minutes RENAME TO minutes;
ALTER TABLE minutes
    ALTER COLUMN link DROP NOT NULL,
    ADD COLUMN file_id text,
    ADD COLUMN file_name text,
    ADD COLUMN published boolean NOT NULL DEFAULT true,
    ADD CHECK ((link IS NULL) <> (file_id IS NULL)),
    ADD CHECK ((file_id IS NULL) = (file_name IS NULL)),
    ADD CHECK (link IS NULL OR published);

-- +goose Down
DELETE FROM minutes WHERE link IS NULL;
ALTER TABLE minutes DROP COLUMN file_id, DROP COLUMN file_name, DROP COLUMN published, ALTER COLUMN link SET NOT NULL;
ALTER TABLE minutes RENAME TO published_minutes;
