-- +goose Up
-- Every answer writes a letter and moves its lane twice, so both carry no more than
-- they need. A lane's row changes in place while no index looks at what changes: the
-- lanes, one an address, are read whole to find those that are due. A letter's lane is
-- written by the same statement and never deleted, as people are not; its class and
-- state come from the program alone.

DROP INDEX lane_due;
ALTER TABLE outbox
    DROP CONSTRAINT outbox_lane_id_fkey,
    DROP CONSTRAINT outbox_person_id_fkey,
    DROP CONSTRAINT outbox_class_check,
    DROP CONSTRAINT outbox_state_check;

-- +goose Down
ALTER TABLE outbox
    ADD FOREIGN KEY (lane_id) REFERENCES lane,
    ADD FOREIGN KEY (person_id) REFERENCES person,
    ADD CHECK (class BETWEEN 0 AND 2),
    ADD CHECK (state IN ('waiting', 'sent', 'failed', 'withdrawn'));
CREATE INDEX lane_due ON lane (next_at) WHERE waiting > 0;
