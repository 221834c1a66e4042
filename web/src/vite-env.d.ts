/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** A raster tile template (`https://…/{z}/{x}/{y}.png`) drawn over the offline map; none by default. */
  readonly VITE_TILES_URL?: string;
  readonly VITE_TILES_ATTRIBUTION?: string;
}
