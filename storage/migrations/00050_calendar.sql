-- +goose Up
-- Calendars that people subscribe to.

-- Only the hash of an address's secret is kept. A person has one address of
-- each scope that works; revoked ones are told apart from those that never
-- were.
CREATE TABLE subscription (
    secret_hash bytea PRIMARY KEY,
    person_id   bigint NOT NULL REFERENCES person,
    scope       text NOT NULL CHECK (scope IN ('own', 'whole')),
    made_at     timestamptz NOT NULL,
    revoked_at  timestamptz
);
CREATE UNIQUE INDEX subscription_works ON subscription (person_id, scope) WHERE revoked_at IS NULL;

-- What tells this council's events from all others in the world.
CREATE TABLE installation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    id  uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO installation DEFAULT VALUES;

-- counts the changes of day, hour, place and state, for calendars
ALTER TABLE meeting ADD sequence int NOT NULL DEFAULT 0;
-- real time
ALTER TABLE meeting ADD changed_at timestamptz NOT NULL DEFAULT now();

-- +goose Down
ALTER TABLE meeting DROP changed_at;
ALTER TABLE meeting DROP sequence;
DROP TABLE installation, subscription;
