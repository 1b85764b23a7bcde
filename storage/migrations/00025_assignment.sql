-- +goose Up
-- When an assignment was reported tells whether it was late; one may be taken
-- back, or returned with a remark.

ALTER TABLE assignment ADD reported_at timestamptz;
ALTER TABLE assignment ADD remark text NOT NULL DEFAULT '';
ALTER TABLE assignment DROP CONSTRAINT assignment_state_check;
ALTER TABLE assignment ADD CONSTRAINT assignment_state_check CHECK (state IN ('given', 'accepted', 'reported', 'done', 'dropped'));
CREATE INDEX assignment_meeting ON assignment (meeting_id);

-- How far the timetable of assignments has been looked at.
CREATE TABLE assignment_look (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    until timestamptz NOT NULL
);

-- +goose Down
DROP TABLE assignment_look;
DROP INDEX assignment_meeting;
UPDATE assignment SET state = 'done' WHERE state = 'dropped';
ALTER TABLE assignment DROP CONSTRAINT assignment_state_check;
ALTER TABLE assignment ADD CONSTRAINT assignment_state_check CHECK (state IN ('given', 'accepted', 'reported', 'done'));
ALTER TABLE assignment DROP remark;
ALTER TABLE assignment DROP reported_at;
