-- What Prisma cannot say: roles, row-level security, append-only tables, states, caps, and the few functions that
-- may look across organizations.

-- Roles. tenure_app serves requests and activities and owns nothing; tenure_system owns only the functions below
-- and nobody signs in as it. Passwords and LOGIN are given where the database is set up, never here.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tenure_app') THEN CREATE ROLE tenure_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tenure_system') THEN CREATE ROLE tenure_system NOLOGIN NOSUPERUSER NOBYPASSRLS; END IF;
EXCEPTION WHEN unique_violation OR duplicate_object THEN NULL; -- another database of the cluster is being set up
END $$;
GRANT USAGE ON SCHEMA public TO tenure_app, tenure_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tenure_app, tenure_system;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tenure_app, tenure_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tenure_app, tenure_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO tenure_app, tenure_system;
-- The tables that are not ours are read at most; the migrations' own stands only where they were deployed.
DO $$ DECLARE t regclass; BEGIN
  FOREACH t IN ARRAY ARRAY[to_regclass('spatial_ref_sys'), to_regclass('_prisma_migrations')] LOOP
    CONTINUE WHEN t IS NULL;
    EXECUTE format('REVOKE ALL ON %s FROM tenure_app, tenure_system', t);
    EXECUTE format('GRANT SELECT ON %s TO tenure_app, tenure_system', t);
  END LOOP;
END $$;

-- The organization of the present transaction, set by the store with set_config(…, true).
CREATE FUNCTION current_organization() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT current_setting('app.organization_id', true) $$;

-- Foreign keys look past row-level security: without this an organization could hang its rows on another's. Every
-- reference must lead to a row of the same organization; where it does not, the answer is that of a row that is not
-- there, before any unique index could tell otherwise.
CREATE FUNCTION refuse_parents_of_others(target regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE key record; checks text := ''; columns text[] := '{organization_id}';
BEGIN
  FOR key IN SELECT c.conname, c.confrelid::regclass AS parent, a.attname AS child_column, p.attname AS parent_column
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND c.conrelid = target AND cardinality(c.conkey) = 1
      AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.confrelid AND o.attname = 'organization_id' AND NOT o.attisdropped)
    ORDER BY c.conname
  LOOP
    columns := columns || key.child_column::text;
    checks := checks || format($check$
  IF NEW.%1$I IS NOT NULL AND (SELECT p.organization_id FROM %2$s p WHERE p.%3$I = NEW.%1$I) IS DISTINCT FROM NEW.organization_id THEN
    RAISE EXCEPTION 'insert or update on table "%4$s" violates foreign key constraint "%5$s"'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '%5$s', TABLE = '%4$s';
  END IF;$check$, key.child_column, key.parent, key.parent_column, target, key.conname);
  END LOOP;
  IF checks = '' THEN RETURN; END IF;
  -- It looks past row-level security and never reads a whole table, so that each check is one step in the parent's
  -- primary key, also where the parent was tiny when a connection made the plan.
  EXECUTE format('CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $body$ BEGIN %s RETURN NEW; END $body$', target || '_own_parents', checks);
  EXECUTE format('ALTER FUNCTION %I OWNER TO tenure_system', target || '_own_parents');
  EXECUTE format('REVOKE EXECUTE ON FUNCTION %I FROM PUBLIC', target || '_own_parents');
  EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OF %s ON %s FOR EACH ROW EXECUTE FUNCTION %I()', target || '_own_parents',
    (SELECT string_agg(quote_ident(c), ', ') FROM unnest(columns) c), target, target || '_own_parents');
END $$;
REVOKE EXECUTE ON FUNCTION refuse_parents_of_others FROM PUBLIC;

-- Puts a table under the organization's policy. Every migration that adds such a table calls it.
CREATE FUNCTION isolate_by_organization(target regclass, key text DEFAULT 'organization_id') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY own_organization ON %s TO tenure_app USING (%I = (SELECT current_organization())) WITH CHECK (%I = (SELECT current_organization()))', target, key, key);
  EXECUTE format('CREATE POLICY system_functions ON %s TO tenure_system USING (true) WITH CHECK (true)', target);
  PERFORM refuse_parents_of_others(target);
END $$;
REVOKE EXECUTE ON FUNCTION isolate_by_organization FROM PUBLIC;

DO $$ DECLARE t regclass; BEGIN
  FOR t IN SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attname = 'organization_id' AND NOT a.attisdropped
  LOOP PERFORM isolate_by_organization(t); END LOOP;
  PERFORM isolate_by_organization('organizations', 'id');
END $$;

-- Places: the organization stands beside the point, since under a policy a bare GiST index is not used.
CREATE INDEX properties_organization_location ON properties USING gist (organization_id, location);
CREATE INDEX vendors_organization_location ON vendors USING gist (organization_id, location);
CREATE INDEX properties_location ON properties USING gist (location);

-- Work queues read by the relay.
CREATE INDEX commands_pending ON commands (next_try_at) WHERE status = 'pending';
CREATE INDEX webhook_inbox_pending ON webhook_inbox (next_try_at) WHERE status = 'pending';
CREATE INDEX messages_queued ON messages (next_try_at) WHERE status = 'queued';
CREATE INDEX notifications_unread ON notifications (organization_id, user_id) WHERE read_at IS NULL;

-- Emails are compared without case.
CREATE UNIQUE INDEX users_email_lower ON users (lower(email));

-- Money.
ALTER TABLE charges ADD CONSTRAINT charges_amount CHECK (amount_cents <> 0 AND abs(amount_cents) < 100000000000);
ALTER TABLE charges ADD CONSTRAINT charges_period CHECK (period ~ '^\d{4}-(0[1-9]|1[0-2])$');
ALTER TABLE payments ADD CONSTRAINT payments_amount CHECK (amount_cents > 0);
ALTER TABLE presentments ADD CONSTRAINT presentments_amount CHECK (amount_cents > 0);
ALTER TABLE allocations ADD CONSTRAINT allocations_amount CHECK (amount_cents > 0);
ALTER TABLE units ADD CONSTRAINT units_rent CHECK (rent_cents >= 0 AND deposit_cents >= 0);
ALTER TABLE leases ADD CONSTRAINT leases_terms CHECK (rent_cents > 0 AND deposit_cents >= 0 AND due_day BETWEEN 1 AND 31 AND (ends_on IS NULL OR ends_on >= starts_on));
CREATE UNIQUE INDEX mandates_one_active ON mandates (lease_id) WHERE status = 'active';
CREATE UNIQUE INDEX payment_methods_one_default ON payment_methods (tenant_id) WHERE is_default AND status = 'active';

-- One presentment at a time for an obligation: none may start while another's outcome is open or unknown.
CREATE UNIQUE INDEX presentments_one_open ON presentments (organization_id, obligation) WHERE status IN ('created', 'submitted', 'unknown', 'processing');

-- The networks' caps: a card at most 4 times, a bank account once and at most twice again, over every path.
-- attempt is numbered here, under a lock, so that no caller can choose it. One that the vendor surely never received
-- is `abandoned`: it was no presentment, its number is given again.
CREATE FUNCTION number_presentment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.obligation || NEW.method_kind, 0));
  SELECT coalesce(max(attempt), 0) + 1 INTO NEW.attempt FROM presentments
    WHERE obligation = NEW.obligation AND method_kind = NEW.method_kind AND organization_id = NEW.organization_id
      AND status <> 'abandoned';
  RETURN NEW;
END $$;
CREATE TRIGGER presentments_numbered BEFORE INSERT ON presentments FOR EACH ROW EXECUTE FUNCTION number_presentment();
CREATE UNIQUE INDEX presentments_one_per_attempt ON presentments (organization_id, obligation, method_kind, attempt) WHERE status <> 'abandoned';
ALTER TABLE presentments ADD CONSTRAINT presentments_cap CHECK (
  CASE method_kind WHEN 'card' THEN attempt BETWEEN 1 AND 4 WHEN 'us_bank_account' THEN attempt BETWEEN 1 AND 3 ELSE attempt = 1 END);

-- Ledger: entries balance, nothing is changed or removed.
-- An entry's lines come in the transaction that makes it: later ones would change what stands.
-- Both functions below run for every row of a rent run. They look past row-level security and never read a whole table,
-- so that their plan is the entry's own index whatever the statistics were when a connection first made it.
CREATE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE total bigint; lines int;
BEGIN
  IF (SELECT created_at FROM journal_entries WHERE id = NEW.entry_id) <> now()::timestamptz(3) THEN
    RAISE EXCEPTION 'entry % stands: a line added later refused', NEW.entry_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT coalesce(sum(amount_cents), 0), count(*) INTO total, lines FROM postings WHERE entry_id = NEW.entry_id;
  IF total <> 0 OR lines < 2 THEN
    RAISE EXCEPTION 'entry % does not balance: % cents over % postings', NEW.entry_id, total, lines USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER postings_balance AFTER INSERT ON postings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances();

CREATE FUNCTION entry_has_postings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM postings WHERE entry_id = NEW.id) THEN
    RAISE EXCEPTION 'entry % has no postings', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entries_have_postings AFTER INSERT ON journal_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_has_postings();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['journal_entries', 'postings', 'audit_entries', 'events'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM tenure_app, tenure_system', t);
  END LOOP;
END $$;

-- States: the same lists as domain/states.ts; a test holds the two against each other.
ALTER TABLE applications ADD CONSTRAINT applications_status CHECK (status IN ('invited','in_progress','submitted','screening','decision_pending','approved_with_conditions','approved','declined','withdrawn','expired'));
ALTER TABLE applicants ADD CONSTRAINT applicants_status CHECK (status IN ('invited','in_progress','complete','withdrawn'));
ALTER TABLE screenings ADD CONSTRAINT screenings_status CHECK (status IN ('pending','invited','in_progress','disputed','complete','canceled','expired'));
ALTER TABLE envelopes ADD CONSTRAINT envelopes_status CHECK (status IN ('created','sent','delivered','completed','declined','voided','expired'));
ALTER TABLE leases ADD CONSTRAINT leases_status CHECK (status IN ('draft','out_for_signature','signed','scheduled','active','ended','closed','canceled'));
ALTER TABLE payments ADD CONSTRAINT payments_status CHECK (status IN ('created','unknown','processing','succeeded','failed','canceled','reversed','refunded'));
ALTER TABLE presentments ADD CONSTRAINT presentments_status CHECK (status IN ('created','submitted','unknown','processing','succeeded','failed','returned','abandoned'));
ALTER TABLE rent_runs ADD CONSTRAINT rent_runs_status CHECK (status IN ('planned','running','completed','failed'));
ALTER TABLE maintenance_requests ADD CONSTRAINT maintenance_requests_status CHECK (status IN ('reported','dispatching','escalated','accepted','scheduled','in_progress','done','reopened','resolved','canceled'));
ALTER TABLE work_orders ADD CONSTRAINT work_orders_status CHECK (status IN ('open','accepted','scheduled','in_progress','done','canceled'));
ALTER TABLE dispatch_offers ADD CONSTRAINT dispatch_offers_status CHECK (status IN ('sent','accepted','declined','expired','withdrawn'));
ALTER TABLE memberships ADD CONSTRAINT memberships_role CHECK (role IN ('owner','manager','agent','accountant','maintenance','read_only'));
ALTER TABLE api_keys ADD CONSTRAINT api_keys_role CHECK (role IN ('owner','manager','agent','accountant','maintenance','read_only'));

-- A unit is promised once: no two leases that stand (from sent to ended) may overlap in time.
ALTER TABLE leases ADD CONSTRAINT leases_unit_promised_once EXCLUDE USING gist (
  unit_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (status IN ('out_for_signature','signed','scheduled','active'));
-- One application of a unit may stand approved.
CREATE UNIQUE INDEX applications_one_approved ON applications (unit_id) WHERE status = 'approved';
-- First acceptance wins.
CREATE UNIQUE INDEX dispatch_offers_one_accepted ON dispatch_offers (work_order_id) WHERE status = 'accepted';

-- A property remembers how many units it has and the lowest rent, for lists and filters.
CREATE FUNCTION summarize_units() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE properties p SET unit_count = s.n, min_rent_cents = s.low
    FROM (SELECT count(*)::int AS n, min(rent_cents) AS low FROM units WHERE property_id = coalesce(NEW.property_id, OLD.property_id)) s
    WHERE p.id = coalesce(NEW.property_id, OLD.property_id);
  RETURN NULL;
END $$;
CREATE TRIGGER units_summarized AFTER INSERT OR DELETE OR UPDATE OF rent_cents, property_id ON units FOR EACH ROW EXECUTE FUNCTION summarize_units();

-- The point follows the two plain numbers that Prisma writes.
CREATE FUNCTION place_point() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.location := CASE WHEN NEW.latitude IS NULL OR NEW.longitude IS NULL THEN NULL
    ELSE ST_SetSRID(ST_MakePoint(NEW.longitude, NEW.latitude), 4326)::geography END;
  RETURN NEW;
END $$;
CREATE TRIGGER properties_placed BEFORE INSERT OR UPDATE OF latitude, longitude ON properties FOR EACH ROW EXECUTE FUNCTION place_point();
CREATE TRIGGER vendors_placed BEFORE INSERT OR UPDATE OF latitude, longitude ON vendors FOR EACH ROW EXECUTE FUNCTION place_point();

-- Wake the relay and the live streams; what to do is read from the tables.
CREATE FUNCTION wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('tenure_' || TG_ARGV[0], ''); RETURN NULL; END $$;
CREATE TRIGGER events_wake AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION wake('events');
CREATE TRIGGER commands_wake AFTER INSERT ON commands FOR EACH STATEMENT EXECUTE FUNCTION wake('commands');
CREATE TRIGGER webhooks_wake AFTER INSERT ON webhook_inbox FOR EACH STATEMENT EXECUTE FUNCTION wake('webhooks');
CREATE TRIGGER messages_wake AFTER INSERT ON messages FOR EACH STATEMENT EXECUTE FUNCTION wake('messages');

-- Functions that look across organizations: each narrow, each owned by tenure_system, each tested.

-- Who is behind a session's token.
CREATE FUNCTION session_by_token(hash text) RETURNS SETOF sessions LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT * FROM sessions WHERE token_hash = hash $$;
CREATE FUNCTION api_key_by_hash(key_hash text) RETURNS SETOF api_keys LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT * FROM api_keys WHERE hash = key_hash $$;
CREATE FUNCTION link_by_token(hash text) RETURNS SETOF link_tokens LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT * FROM link_tokens WHERE token_hash = hash $$;
-- The organizations a person may sign in to.
CREATE FUNCTION memberships_of(person text) RETURNS TABLE (organization_id text, organization_name text, role text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT m.organization_id, o.name, m.role FROM memberships m JOIN organizations o ON o.id = m.organization_id WHERE m.user_id = person AND m.status = 'active' ORDER BY m.joined_at, m.id $$;

-- Whose a vendor's object is, for webhooks that carry no id of ours.
-- $1 and not `kind`: inside, a column of that name would come first.
CREATE FUNCTION organization_of_vendor_ref(kind text, ref text) RETURNS TABLE (organization_id text, subject_id text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.organization_id, e.lease_id FROM envelopes e WHERE $1 = 'envelope' AND e.vendor_ref = ref
  UNION ALL SELECT s.organization_id, s.id FROM screenings s WHERE $1 = 'screening' AND (s.candidate_ref = ref OR s.invitation_ref = ref OR s.report_ref = ref)
  UNION ALL SELECT p.organization_id, p.id FROM payments p WHERE $1 = 'checkout' AND p.checkout_ref = ref
  UNION ALL SELECT p.organization_id, p.payment_id FROM presentments p WHERE $1 = 'payment_intent' AND p.vendor_ref = ref
  UNION ALL SELECT p.organization_id, p.id FROM payments p WHERE $1 = 'payment_intent' AND p.vendor_ref = ref AND NOT EXISTS (SELECT FROM presentments x WHERE x.vendor_ref = ref)
  UNION ALL SELECT m.organization_id, m.id FROM payment_methods m WHERE $1 = 'payment_method' AND m.vendor_ref = ref
  UNION ALL SELECT d.organization_id, d.message_id FROM delivery_attempts d WHERE $1 = 'delivery' AND d.vendor_ref = ref $$;

-- People reachable at a phone number, for STOP and HELP.
CREATE FUNCTION parties_by_phone(number text) RETURNS TABLE (organization_id text, party_id text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.organization_id, t.id FROM tenants t WHERE t.phone = number
  UNION ALL SELECT v.organization_id, v.id FROM vendors v WHERE v.phone = number
  UNION ALL SELECT a.organization_id, a.id FROM applicants a WHERE a.phone = number $$;

-- Zones with standing leases, for the rent schedules; and the organizations a zone's run must visit.
CREATE FUNCTION zones_with_leases() RETURNS TABLE (time_zone text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT l.time_zone FROM leases l WHERE l.status IN ('scheduled', 'active') $$;
CREATE FUNCTION organizations_with_leases(zone text, after_id text, page int) RETURNS TABLE (organization_id text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT l.organization_id FROM leases l WHERE l.time_zone = zone AND l.status IN ('scheduled', 'active') AND l.organization_id > after_id ORDER BY 1 LIMIT page $$;

-- The relay's queues. Claiming hides a row for a while; a relay that dies leaves it to the next.
CREATE FUNCTION claim_commands(page int, hide_seconds int) RETURNS SETOF commands LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE commands SET tries = tries + 1, next_try_at = now() + make_interval(secs => hide_seconds)
  WHERE id IN (SELECT id FROM commands WHERE status = 'pending' AND next_try_at <= now() ORDER BY next_try_at, id LIMIT page FOR UPDATE SKIP LOCKED) RETURNING * $$;
CREATE FUNCTION finish_command(command_id text, new_status text, problem text, retry_seconds int) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE commands SET status = new_status, error = problem, done_at = CASE WHEN new_status = 'pending' THEN NULL ELSE now() END,
    next_try_at = now() + make_interval(secs => retry_seconds) WHERE id = command_id $$;
CREATE FUNCTION claim_messages(page int, hide_seconds int) RETURNS SETOF messages LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE messages SET tries = tries + 1, next_try_at = now() + make_interval(secs => hide_seconds)
  WHERE id IN (SELECT id FROM messages WHERE status = 'queued' AND next_try_at <= now() ORDER BY next_try_at, id LIMIT page FOR UPDATE SKIP LOCKED) RETURNING * $$;
CREATE FUNCTION claim_webhooks(page int, hide_seconds int) RETURNS SETOF webhook_inbox LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE webhook_inbox SET tries = tries + 1, next_try_at = now() + make_interval(secs => hide_seconds)
  WHERE id IN (SELECT id FROM webhook_inbox WHERE status = 'pending' AND next_try_at <= now() ORDER BY next_try_at, id LIMIT page FOR UPDATE SKIP LOCKED) RETURNING * $$;

-- Events in the order that loses none: below the oldest transaction still running.
CREATE FUNCTION events_after(after_transaction bigint, after_position bigint, page int) RETURNS SETOF events LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM events WHERE (transaction_id, position) > (after_transaction, after_position)
    AND transaction_id < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
  ORDER BY transaction_id, position LIMIT page $$;

DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND p.prosecdef
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenure_system', f);
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO tenure_app', f);
  END LOOP;
END $$;
