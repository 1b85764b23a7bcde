-- +goose Up
-- How a body's regular meetings are held.
ALTER TABLE body ADD mode text NOT NULL DEFAULT 'in_person' CHECK (mode IN ('in_person', 'remote', 'mixed'));

-- +goose Down
ALTER TABLE body DROP mode;
