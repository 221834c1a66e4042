/** The part of the zipcodes data set that is used here; it ships no types. */
declare module 'zipcodes' {
  interface PostalPlace {
    readonly zip: string;
    readonly latitude: number;
    readonly longitude: number;
    readonly city: string;
    /** Two letters. */
    readonly state: string;
    readonly country: string;
  }
  const zipcodes: {
    readonly codes: Readonly<Record<string, PostalPlace>>;
    readonly states: { readonly abbr: Readonly<Record<string, string>>; normalize(name: string): string };
  };
  export default zipcodes;
}
