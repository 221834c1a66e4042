-- Look-ups that row-level security would otherwise keep from their indexes.

-- A box on the map is asked for in plain numbers, whose comparison is leakproof.
CREATE INDEX properties_organization_latitude ON properties (organization_id, latitude, longitude);

-- The events that are about something, the latest first. Array containment is not leakproof, so under the policy its
-- index would not serve; the organization is checked in here instead.
CREATE FUNCTION events_about(about text, page int) RETURNS SETOF events LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT * FROM events WHERE subjects @> ARRAY[about] AND organization_id = current_setting('app.organization_id', true)
  ORDER BY transaction_id DESC, position DESC LIMIT page $$;
ALTER FUNCTION events_about OWNER TO tenure_system;
REVOKE EXECUTE ON FUNCTION events_about FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events_about TO tenure_app;
