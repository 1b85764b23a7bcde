-- +goose Up
-- Most letters answer somebody and have no key, and are pruned by age only once they
-- have ended: an index takes in what it is asked for alone.

ALTER TABLE outbox DROP CONSTRAINT outbox_key_key;
CREATE UNIQUE INDEX outbox_key ON outbox (key) WHERE key IS NOT NULL;
DROP INDEX outbox_replies;
CREATE INDEX outbox_replies ON outbox (created_at) WHERE class = 0 AND state <> 'waiting';

-- +goose Down
DROP INDEX outbox_replies;
CREATE INDEX outbox_replies ON outbox (created_at) WHERE class = 0;
DROP INDEX outbox_key;
ALTER TABLE outbox ADD CONSTRAINT outbox_key_key UNIQUE (key);
