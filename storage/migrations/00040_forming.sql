-- +goose Up
-- The week's plan: how it is formed, agreed, and what was agreed.

-- the entry of the unit's first version that this one goes on from; NULL is
-- itself
ALTER TABLE entry ADD origin bigint;

CREATE TABLE plan (
    week    date PRIMARY KEY CHECK (extract(isodow FROM week) = 1),
    state   text NOT NULL DEFAULT 'forming' CHECK (state IN ('forming', 'for_agreement', 'returned', 'agreed')),
    -- counts the changes of the plan and of its entries
    version int NOT NULL DEFAULT 0,
    -- the latest revision's
    number  int NOT NULL DEFAULT 0,
    remark  text NOT NULL DEFAULT '',
    sent_at timestamptz,
    -- NULL is the timetable
    sent_by bigint REFERENCES person
);

CREATE TABLE plan_entry (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    week       date NOT NULL REFERENCES plan,
    version    int NOT NULL DEFAULT 1,
    state      text NOT NULL CHECK (state IN ('in', 'struck', 'merged', 'vanished')),
    -- what it follows: a unit's entry or a meeting; neither is the organiser's own
    unit_id    bigint REFERENCES unit,
    origin     bigint,
    meeting_id bigint REFERENCES meeting,
    -- the entry itself, what its source said when it was taken over, and what
    -- it says now where an edit stands in the way
    content    jsonb NOT NULL,
    seen       jsonb,
    offered    jsonb,
    edited     boolean NOT NULL DEFAULT false,
    city_wide  boolean NOT NULL DEFAULT false,
    into_id    bigint REFERENCES plan_entry,
    -- why it was struck out, or what its unit must mend
    remark     text NOT NULL DEFAULT '',
    -- counts the changes since the agreement
    sequence   int NOT NULL DEFAULT 0,
    UNIQUE (week, origin),
    UNIQUE (week, meeting_id)
);

-- Clashes that the organiser lets stand.
CREATE TABLE clash_accepted (
    week      date NOT NULL REFERENCES plan,
    clash     text NOT NULL,
    person_id bigint NOT NULL REFERENCES person,
    at        timestamptz NOT NULL,
    PRIMARY KEY (week, clash)
);

-- What was agreed, as it was, names included.
CREATE TABLE plan_revision (
    week     date NOT NULL REFERENCES plan,
    number   int NOT NULL,
    snapshot jsonb NOT NULL,
    PRIMARY KEY (week, number)
);

-- +goose Down
DROP TABLE plan_revision, clash_accepted, plan_entry, plan;
ALTER TABLE entry DROP origin;
