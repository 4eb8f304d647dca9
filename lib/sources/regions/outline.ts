/**
 * Outlines of areas as GeoJSON, in the shape that maps take.
 *
 * @module
 */

/** One area with its outline. */
export interface AreaOutline {
  /** Code (`statcode`), name (`statnaam`), and what else the service says about it; a figure that is none is null. */
  readonly properties: Readonly<Record<string, string | number | null>>;
  /** The outline in metres of the Dutch grid or in degrees: rings of positions, closed. */
  readonly geometry:
    | {
      /** One polygon. */
      readonly type: "Polygon";
      /** Its rings, the outer one first. */
      readonly coordinates: readonly (readonly (readonly number[])[])[];
    }
    | {
      /** Several polygons. */
      readonly type: "MultiPolygon";
      /** Their rings. */
      readonly coordinates: readonly (readonly (readonly (readonly number[])[])[])[];
    };
}

/** Outlines of areas: a GeoJSON FeatureCollection as maps take it. */
export interface AreaOutlines {
  /** The areas, by code. */
  readonly features: readonly AreaOutline[];
}
