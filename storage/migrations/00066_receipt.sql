-- +goose Up
-- What is known of a notice once it has left, whatever it brought: that its
-- receiver took note of it, that it is on a list to be handed over on paper.

CREATE TABLE receipt (
    -- that of the notice as it was written first
    key             text PRIMARY KEY,
    acknowledged_at timestamptz,
    printed_at      timestamptz
);
INSERT INTO receipt (key, acknowledged_at, printed_at)
    SELECT key, min(acknowledged_at), max(printed_at) FROM plan_copy
    WHERE acknowledged_at IS NOT NULL OR printed_at IS NOT NULL
    GROUP BY key;

-- Which notices ask for it stands in their message.
UPDATE outbox SET message = message || '{"take_note": true}' WHERE key IN (SELECT key FROM plan_copy);

ALTER TABLE plan_copy DROP COLUMN acknowledged_at, DROP COLUMN printed_at;

-- +goose Down
ALTER TABLE plan_copy ADD COLUMN acknowledged_at timestamptz, ADD COLUMN printed_at timestamptz;
UPDATE plan_copy c SET acknowledged_at = r.acknowledged_at, printed_at = r.printed_at FROM receipt r WHERE r.key = c.key;
DROP TABLE receipt;
