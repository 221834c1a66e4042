-- Leases that have ended are closed by the daily run once nothing is left to do on them: it goes to their landlord also
-- where no other lease stands any more.
CREATE OR REPLACE FUNCTION zones_with_leases() RETURNS TABLE (time_zone text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT l.time_zone FROM leases l WHERE l.status IN ('scheduled', 'active', 'ended') $$;
CREATE OR REPLACE FUNCTION organizations_with_leases(zone text, after_id text, page int) RETURNS TABLE (organization_id text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT l.organization_id FROM leases l WHERE l.time_zone = zone AND l.status IN ('scheduled', 'active', 'ended') AND l.organization_id > after_id ORDER BY 1 LIMIT page $$;
