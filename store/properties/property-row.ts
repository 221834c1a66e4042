/** A photo beside what it shows. */
export type ImageRow = { id: string; alt: string; content_type: string };

/** A property as lists and pages show it. */
export type PropertyRow = {
  id: string;
  name: string;
  address_line1: string;
  address_line2: string | null;
  city: string;
  state: string;
  postal_code: string;
  country: string;
  latitude: number | null;
  longitude: number | null;
  pin_placed: boolean;
  type: string;
  status: string;
  owner_name: string | null;
  time_zone: string;
  year_built: number | null;
  min_rent_cents: number | null;
  unit_count: number;
  occupied_count: number;
  version: number;
  created_at: Date;
  updated_at: Date;
  images: ImageRow[];
};

/** The columns of a PropertyRow, of the table or subselect `p`. */
export const PROPERTY_COLUMNS = `p.id, p.name, p.address_line1, p.address_line2, p.city, p.state, p.postal_code, p.country,
  p.latitude, p.longitude, p.pin_placed, p.type, p.status, p.owner_name, p.time_zone, p.year_built, p.min_rent_cents,
  p.unit_count, p.version, p.created_at, p.updated_at,
  (select count(*)::int from units u where u.property_id = p.id and u.status = 'occupied') as occupied_count,
  coalesce((select json_agg(json_build_object('id', m.id, 'alt', m.alt, 'content_type', m.content_type) order by m.position, m.id)
    from media m where m.property_id = p.id and m.unit_id is null and m.status = 'ready'), '[]') as images`;
