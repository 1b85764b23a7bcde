-- +goose Up
-- What units submit for a week. Weeks are named by their Monday.

CREATE TABLE week (
    monday   date PRIMARY KEY CHECK (extract(isodow FROM monday) = 1),
    -- the deadline moved by hand; NULL follows the timetable
    deadline timestamptz
);

CREATE TABLE submission (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id         bigint NOT NULL REFERENCES unit,
    week            date NOT NULL,
    version         int NOT NULL,
    state           text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'proposed', 'superseded', 'declined')),
    nothing_planned boolean NOT NULL DEFAULT false,
    submitted_at    timestamptz,
    -- when the unit first had a plan in force that led to this one
    first_submitted_at timestamptz,
    submitted_by    bigint REFERENCES person,
    on_behalf       boolean NOT NULL DEFAULT false,
    -- counts the changes of a draft
    revision        int NOT NULL DEFAULT 0,
    UNIQUE (week, unit_id, version)
);
CREATE UNIQUE INDEX submission_draft ON submission (week, unit_id) WHERE state = 'draft';
CREATE UNIQUE INDEX submission_submitted ON submission (week, unit_id) WHERE state = 'submitted';
CREATE UNIQUE INDEX submission_proposed ON submission (week, unit_id) WHERE state = 'proposed';

-- A unit's newest weeks, for what it wrote last.
CREATE INDEX submission_unit ON submission (unit_id, week DESC, version DESC);

-- Hours are minutes after local midnight; an end not after its start is the
-- next day's.
CREATE TABLE entry (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    submission_id bigint NOT NULL REFERENCES submission,
    from_date     date,
    to_date       date,
    kind          text NOT NULL CHECK (kind IN ('timed', 'all_day', 'during_week', 'to_be_announced')),
    start_minute  smallint CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute    smallint CHECK (end_minute BETWEEN 0 AND 1439),
    title         text NOT NULL DEFAULT '',
    venue         text NOT NULL DEFAULT '',
    responsible   text NOT NULL DEFAULT '',
    leaders       bigint[] NOT NULL DEFAULT '{}',
    visibility    text NOT NULL DEFAULT 'staff' CHECK (visibility IN ('leaders', 'staff', 'public')),
    submitted_at  timestamptz,
    source        jsonb NOT NULL DEFAULT '{}',
    -- taken out, and kept so that it can be put back
    removed       boolean NOT NULL DEFAULT false
);
CREATE INDEX entry_submission ON entry (submission_id);

-- +goose Down
DROP TABLE entry, submission, week;
