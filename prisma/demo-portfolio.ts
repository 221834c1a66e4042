/** The demo: real places, invented people. Phone numbers are of the range kept for fiction (555-01xx). */
export const DEMO_ORGANIZATION = {
  name: 'Harbor & Pine Rentals',
  email: 'office@harborpine.test',
  phone: '+12065550142',
};

export const DEMO_PEOPLE = [
  { name: 'Dana Ruiz', email: 'dana@harborpine.test', role: 'owner' },
  { name: 'Marcus Webb', email: 'marcus@harborpine.test', role: 'manager' },
  { name: 'Ilse Brandt', email: 'ilse@harborpine.test', role: 'accountant' },
  { name: 'Tomás Vega', email: 'tomas@harborpine.test', role: 'maintenance' },
] as const;

type DemoUnit = [number: string, bedrooms: number, rentCents: number];

export const DEMO_PROPERTIES: readonly {
  name: string;
  line1: string;
  city: string;
  state: string;
  postalCode: string;
  latitude: number;
  longitude: number;
  timeZone: string;
  type: string;
  units: DemoUnit[];
}[] = [
  {
    name: 'Alder Street House',
    line1: '418 Alder St',
    city: 'Seattle',
    state: 'WA',
    postalCode: '98104',
    latitude: 47.6037,
    longitude: -122.3301,
    timeZone: 'America/Los_Angeles',
    type: 'apartment',
    units: [
      ['1A', 1, 172_500],
      ['1B', 1, 169_500],
      ['2A', 2, 210_000],
      ['2B', 2, 185_000],
      ['3A', 2, 187_500],
      ['3B', 2, 191_000],
    ],
  },
  {
    name: 'Quay Row',
    line1: '12 Harrison St',
    city: 'Seattle',
    state: 'WA',
    postalCode: '98109',
    latitude: 47.6222,
    longitude: -122.3559,
    timeZone: 'America/Los_Angeles',
    type: 'apartment',
    units: [
      ['1', 0, 149_500],
      ['2', 0, 151_000],
      ['3', 1, 178_000],
      ['4', 1, 179_500],
      ['5', 2, 224_000],
    ],
  },
  {
    name: 'Fir Court',
    line1: '2109 SE Division St',
    city: 'Portland',
    state: 'OR',
    postalCode: '97202',
    latitude: 45.5049,
    longitude: -122.6432,
    timeZone: 'America/Los_Angeles',
    type: 'townhouse',
    units: [
      ['A', 2, 186_000],
      ['B', 2, 186_000],
      ['C', 3, 219_000],
    ],
  },
  {
    name: 'Mill Road Duplex',
    line1: '1705 E 6th St',
    city: 'Austin',
    state: 'TX',
    postalCode: '78702',
    latitude: 30.2628,
    longitude: -97.7229,
    timeZone: 'America/Chicago',
    type: 'duplex',
    units: [
      ['East', 2, 195_000],
      ['West', 2, 192_500],
    ],
  },
  {
    name: 'Bergen Brownstone',
    line1: '284 Bergen St',
    city: 'Brooklyn',
    state: 'NY',
    postalCode: '11217',
    latitude: 40.6853,
    longitude: -73.9852,
    timeZone: 'America/New_York',
    type: 'apartment',
    units: [
      ['Garden', 1, 285_000],
      ['Parlor', 2, 345_000],
      ['Top', 1, 269_000],
    ],
  },
  {
    name: 'Larimer Lofts',
    line1: '2620 Larimer St',
    city: 'Denver',
    state: 'CO',
    postalCode: '80205',
    latitude: 39.7583,
    longitude: -104.9865,
    timeZone: 'America/Denver',
    type: 'apartment',
    units: [
      ['101', 1, 164_000],
      ['102', 1, 166_000],
      ['201', 2, 208_500],
      ['202', 2, 211_000],
    ],
  },
];

/** Who lives where. `paidThrough` counts months before this one that were paid; fewer than lived means arrears. */
export const DEMO_LEASES: readonly {
  property: string;
  unit: string;
  tenants: readonly { name: string; email: string; phone: string; locale: 'en' | 'es' }[];
  /** Months before the present one in which the lease began. */
  startedMonthsAgo: number;
  unpaidMonths: number;
}[] = [
  {
    property: 'Alder Street House',
    unit: '2B',
    tenants: [
      { name: 'Michael Okafor', email: 'michael.okafor@tenants.test', phone: '+12065550111', locale: 'en' },
      { name: 'Ada Okafor', email: 'ada.okafor@tenants.test', phone: '+12065550112', locale: 'en' },
    ],
    startedMonthsAgo: 3,
    unpaidMonths: 0,
  },
  {
    property: 'Alder Street House',
    unit: '1A',
    tenants: [{ name: 'Ana Lindqvist', email: 'ana.lindqvist@tenants.test', phone: '+12065550113', locale: 'en' }],
    startedMonthsAgo: 8,
    unpaidMonths: 0,
  },
  {
    property: 'Quay Row',
    unit: '3',
    tenants: [
      { name: 'Joaquín Castillo', email: 'joaquin.castillo@tenants.test', phone: '+12065550114', locale: 'es' },
    ],
    startedMonthsAgo: 5,
    unpaidMonths: 0,
  },
  {
    property: 'Fir Court',
    unit: 'A',
    tenants: [{ name: 'Priya Natarajan', email: 'priya.natarajan@tenants.test', phone: '+15035550115', locale: 'en' }],
    startedMonthsAgo: 2,
    unpaidMonths: 0,
  },
  {
    property: 'Mill Road Duplex',
    unit: 'East',
    tenants: [{ name: 'Rosa Jiménez', email: 'rosa.jimenez@tenants.test', phone: '+15125550116', locale: 'es' }],
    startedMonthsAgo: 10,
    unpaidMonths: 1,
  },
  {
    property: 'Bergen Brownstone',
    unit: 'Parlor',
    tenants: [{ name: 'Theo Abrams', email: 'theo.abrams@tenants.test', phone: '+17185550117', locale: 'en' }],
    startedMonthsAgo: 6,
    unpaidMonths: 0,
  },
  {
    property: 'Larimer Lofts',
    unit: '201',
    tenants: [
      { name: 'Grace Whitehorse', email: 'grace.whitehorse@tenants.test', phone: '+13035550118', locale: 'en' },
    ],
    startedMonthsAgo: 4,
    unpaidMonths: 0,
  },
];

export const DEMO_VENDORS: readonly {
  name: string;
  contact: string;
  email: string;
  phone: string;
  trades: string[];
  latitude: number;
  longitude: number;
  postalCode: string;
  rating: number;
  preferred?: boolean;
}[] = [
  {
    name: 'Reliable Plumbing',
    contact: 'Lou Hansen',
    email: 'dispatch@reliableplumbing.test',
    phone: '+12065550121',
    trades: ['plumbing'],
    latitude: 47.6145,
    longitude: -122.3181,
    postalCode: '98122',
    rating: 4.8,
    preferred: true,
  },
  {
    name: 'Sound Drain & Pipe',
    contact: 'Mei Tanaka',
    email: 'jobs@sounddrain.test',
    phone: '+12065550122',
    trades: ['plumbing'],
    latitude: 47.5668,
    longitude: -122.3868,
    postalCode: '98116',
    rating: 4.5,
  },
  {
    name: 'Rainier Rooter',
    contact: 'Dev Patel',
    email: 'hello@rainierrooter.test',
    phone: '+12535550123',
    trades: ['plumbing', 'restoration'],
    latitude: 47.4829,
    longitude: -122.2171,
    postalCode: '98057',
    rating: 4.1,
  },
  {
    name: 'Cascade Heating',
    contact: 'Oskar Lind',
    email: 'service@cascadeheating.test',
    phone: '+12065550124',
    trades: ['hvac'],
    latitude: 47.6615,
    longitude: -122.3421,
    postalCode: '98103',
    rating: 4.6,
    preferred: true,
  },
  {
    name: 'Brightline Electric',
    contact: 'Keisha Boone',
    email: 'dispatch@brightline.test',
    phone: '+12065550125',
    trades: ['electrical'],
    latitude: 47.5989,
    longitude: -122.3125,
    postalCode: '98144',
    rating: 4.7,
  },
  {
    name: 'Key & Latch Locksmiths',
    contact: 'Ira Cohen',
    email: 'ira@keylatch.test',
    phone: '+12065550126',
    trades: ['locksmith'],
    latitude: 47.6101,
    longitude: -122.2015,
    postalCode: '98004',
    rating: 4.4,
  },
  {
    name: 'Evergreen Handypeople',
    contact: 'Sam Ortiz',
    email: 'sam@evergreenhandy.test',
    phone: '+12065550127',
    trades: ['general', 'appliance', 'pest_control'],
    latitude: 47.6205,
    longitude: -122.3493,
    postalCode: '98109',
    rating: 4.3,
  },
  {
    name: 'Bridge City Plumbing',
    contact: 'Nora Quist',
    email: 'nora@bridgecityplumbing.test',
    phone: '+15035550128',
    trades: ['plumbing', 'hvac'],
    latitude: 45.5231,
    longitude: -122.6765,
    postalCode: '97204',
    rating: 4.6,
  },
];
