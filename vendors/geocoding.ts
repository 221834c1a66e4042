export interface PostalAddress {
  line1: string;
  /** Unit or suite; left out of the question, it only confuses a geocoder. */
  line2?: string | undefined;
  city: string;
  state: string;
  postalCode: string;
  /** ISO 3166-1 alpha-2; `US` where absent. */
  country?: string | undefined;
}

/** How near the point is to the door. */
export type GeocodePrecision = 'rooftop' | 'interpolated' | 'center' | 'approximate';

export interface GeocodedPlace {
  lat: number;
  lng: number;
  /** May be kept for ever, unlike the coordinates (30 days, by the vendor's terms). */
  placeId: string;
  formattedAddress: string;
  /** As the vendor spells them; empty where it doesn't know. */
  components: { line1: string; city: string; state: string; postalCode: string; country: string };
  precision: GeocodePrecision;
}

/** Finds addresses on the map. */
export interface Geocoder {
  /** The best match, null where there is none. @throws VendorFailure */
  geocode(address: PostalAddress): Promise<GeocodedPlace | null>;
}
