-- +goose Up
-- A change may follow from a body's schedule: nobody asked for it.
ALTER TABLE plan_change ALTER asked_by DROP NOT NULL;

-- +goose Down
DELETE FROM plan_change WHERE asked_by IS NULL;
ALTER TABLE plan_change ALTER asked_by SET NOT NULL;
