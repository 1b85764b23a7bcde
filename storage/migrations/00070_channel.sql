-- +goose Up
-- How a person wants what is distributed; NULL is no choice.

ALTER TABLE person ADD COLUMN channel text CHECK (channel IN ('telegram', 'email', 'both'));

-- +goose Down
ALTER TABLE person DROP COLUMN channel;
