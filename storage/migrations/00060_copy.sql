-- +goose Up
-- Who has which copy of an agreed plan, by which channel.

CREATE TABLE plan_copy (
    week            date NOT NULL,
    number          int NOT NULL,
    person_id       bigint NOT NULL REFERENCES person,
    channel         text NOT NULL CHECK (channel IN ('telegram', 'email', 'print')),
    part            text NOT NULL CHECK (part IN ('whole', 'staff')),
    -- the letter that brings it; what became of that stands in the outbox
    key             text NOT NULL,
    made_at         timestamptz NOT NULL,
    acknowledged_at timestamptz,
    printed_at      timestamptz,
    PRIMARY KEY (week, number, person_id, channel),
    FOREIGN KEY (week, number) REFERENCES plan_revision
);
CREATE INDEX plan_copy_key ON plan_copy (key);

-- The revision's document, written once for all who get that part of it.
CREATE TABLE plan_paper (
    week    date NOT NULL,
    number  int NOT NULL,
    part    text NOT NULL CHECK (part IN ('whole', 'staff')),
    file_id bigint NOT NULL REFERENCES file ON DELETE CASCADE,
    PRIMARY KEY (week, number, part),
    FOREIGN KEY (week, number) REFERENCES plan_revision
);
CREATE INDEX plan_paper_file ON plan_paper (file_id);

-- +goose Down
DROP TABLE plan_paper, plan_copy;
