/**
 * Outlines of areas as GeoJSON.
 *
 * @module
 */

/** A place as two coordinates: metres of the Dutch grid (RD) or degrees of longitude and latitude. */
export type Position = readonly number[];

/** One area of a map. */
export interface BoundaryFeature {
  /** The properties, among them the area's code. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The outline: rings of positions. */
  readonly geometry:
    | {
      /** One polygon. */
      readonly type: "Polygon";
      /** Its rings, the outer one first. */
      readonly coordinates: readonly (readonly Position[])[];
    }
    | {
      /** Several polygons. */
      readonly type: "MultiPolygon";
      /** Their rings. */
      readonly coordinates: readonly (readonly (readonly Position[])[])[];
    };
}

/** Outlines of areas: a GeoJSON FeatureCollection. */
export interface Boundaries {
  /** The areas. */
  readonly features: readonly BoundaryFeature[];
}
