-- What was added to a signed lease's money from a day to come: rent steps, recurring charges and concessions. The lease
-- holds them in its schedule; here stands who added what, when, and what the law on file says of it.
CREATE TABLE lease_amendments (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  lease_id text NOT NULL REFERENCES leases (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- The first day on which anything changes.
  effective_on date NOT NULL,
  -- As the lease's payment_schedule holds them.
  additions jsonb NOT NULL,
  -- When the tenants were told in writing, as the landlord says.
  notice_given_on date,
  reason text,
  -- What rules that were not held against the law warn of.
  warnings jsonb NOT NULL DEFAULT '[]',
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX lease_amendments_organization ON lease_amendments (organization_id);
CREATE INDEX lease_amendments_lease ON lease_amendments (lease_id, created_at, id);
SELECT isolate_by_organization('lease_amendments');
REVOKE UPDATE, DELETE ON lease_amendments FROM tenure_app;
