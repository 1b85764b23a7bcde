-- +goose Up
-- Answers of dialogues are pruned by age; the notices among them are kept for
-- years and must not be walked through each time.
DROP INDEX outbox_created;
CREATE INDEX outbox_replies ON outbox (created_at) WHERE class = 0;

-- +goose Down
DROP INDEX outbox_replies;
CREATE INDEX outbox_created ON outbox (created_at);
