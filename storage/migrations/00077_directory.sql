-- +goose Up
-- The version of who is who: it moves with every transaction that changes what an
-- access is made of, so that whoever remembers accesses knows when they are old. The
-- transaction keeps the row to its end: no version is seen before what it stands for.
-- It is no count, for a server that lost its last moment, or was put back from a copy,
-- would count to the same number again.

CREATE TABLE directory (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    version uuid NOT NULL
) WITH (fillfactor = 10);
INSERT INTO directory (version) VALUES (gen_random_uuid());

-- +goose StatementBegin
CREATE FUNCTION directory_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Once a transaction: an import changes the same tables a thousand times.
    IF coalesce(current_setting('sereda.directory_changed', true), '') = '' THEN
        UPDATE directory SET version = gen_random_uuid();
        PERFORM set_config('sereda.directory_changed', 'yes', true);
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- Only a row that really changes moves it: the row is everybody's.
-- +goose StatementBegin
DO $$
DECLARE
    read text;
BEGIN
    FOREACH read IN ARRAY ARRAY['account', 'person', 'unit', 'post', 'holding', 'role_grant', 'substitution', 'body', 'seat'] LOOP
        EXECUTE format('CREATE TRIGGER directory_rows AFTER INSERT OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION directory_changed()', read);
        EXECUTE format('CREATE TRIGGER directory_changes AFTER UPDATE ON %I
            FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION directory_changed()', read);
        EXECUTE format('CREATE TRIGGER directory_emptied AFTER TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION directory_changed()', read);
    END LOOP;
END $$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION directory_changed() CASCADE;
DROP TABLE directory;
