-- Fees as an organization wants them on new leases. A policy is never changed: a new version takes its place, and a
-- lease remembers the one it was drawn up under.
CREATE TABLE fee_policies (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  version int NOT NULL CHECK (version > 0),
  policy jsonb NOT NULL,
  note text,
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX fee_policies_organization_id_version_key ON fee_policies (organization_id, version);
SELECT isolate_by_organization('fee_policies');

ALTER TABLE leases ADD COLUMN fee_policy_id text REFERENCES fee_policies (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX leases_fee_policy_id_idx ON leases (fee_policy_id);

-- A roommate's part of the rent: a share of it or an amount. Everybody still owes the whole.
ALTER TABLE lease_tenants ADD COLUMN share_cents bigint;
ALTER TABLE lease_tenants ADD CONSTRAINT lease_tenants_share CHECK (
  (share_bps IS NULL OR share_bps BETWEEN 0 AND 10000) AND (share_cents IS NULL OR share_cents >= 0)
  AND (share_bps IS NULL OR share_cents IS NULL));

-- How much of a charge was forgiven; what is left of it stands in amount_cents.
ALTER TABLE charges ADD COLUMN waived_cents bigint NOT NULL DEFAULT 0 CHECK (waived_cents >= 0);
