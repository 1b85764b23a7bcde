-- +goose Up
-- Changes of an agreed plan: asked for, decided, told.

CREATE TABLE plan_change (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    week       date NOT NULL REFERENCES plan,
    -- counts the changes of the request itself
    version    int NOT NULL DEFAULT 1,
    -- NULL is an entry that is to be added
    entry_id   bigint REFERENCES plan_entry,
    kind       text NOT NULL CHECK (kind IN ('add', 'move', 'cancel', 'alter')),
    state      text NOT NULL CHECK (state IN ('draft', 'asked', 'accepted', 'declined', 'withdrawn')),
    was        jsonb,
    now        jsonb,
    note       text NOT NULL DEFAULT '',
    asked_by   bigint NOT NULL REFERENCES person,
    unit_id    bigint REFERENCES unit,
    asked_at   timestamptz NOT NULL,
    decided_by bigint REFERENCES person,
    decided_at timestamptz,
    reason     text NOT NULL DEFAULT '',
    -- the revision that it made
    number     int,
    -- an accepted one: whether the recipients of the plan have been told
    told       boolean NOT NULL DEFAULT false
);

CREATE INDEX plan_change_week ON plan_change (week);
CREATE INDEX plan_change_untold ON plan_change (decided_at) WHERE state = 'accepted' AND NOT told;

-- +goose Down
DROP TABLE plan_change;
