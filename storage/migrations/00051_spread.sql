-- +goose Up
-- Revisions whose letters are still to be written; the row goes with the last.

CREATE TABLE plan_spread (
    week     date PRIMARY KEY,
    number   int NOT NULL,
    -- whom an earlier revision had reached when this one was made
    holders  bigint[] NOT NULL,
    failures int NOT NULL DEFAULT 0,
    problem  text NOT NULL DEFAULT '',
    -- real time
    next_at  timestamptz NOT NULL DEFAULT '-infinity',
    FOREIGN KEY (week, number) REFERENCES plan_revision
);

-- The part's calendar, which goes by e-mail with the revision's document.
CREATE TABLE plan_calendar (
    week    date NOT NULL,
    number  int NOT NULL,
    part    text NOT NULL CHECK (part IN ('whole', 'staff')),
    file_id bigint NOT NULL REFERENCES file ON DELETE CASCADE,
    PRIMARY KEY (week, number, part),
    FOREIGN KEY (week, number) REFERENCES plan_revision
);
CREATE INDEX plan_calendar_file ON plan_calendar (file_id);

-- +goose Down
DROP TABLE plan_calendar, plan_spread;
