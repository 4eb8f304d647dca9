/** Which pictures may be inside a page: those whose first bytes are what their type says. */

/** How base64 of each type begins. Source: PNG, JPEG (JFIF, Exif) and GIF signatures. */
const SIGNATURE: Readonly<Record<string, RegExp>> = {
  "image/png": /^iVBORw0KGgo/,
  "image/jpeg": /^\/9j\//,
  "image/gif": /^R0lGOD/,
};

/** The address of a picture inside the page; null when the data are no such picture. */
export function pictureAddress(mime: string, data: string): string | null {
  const base64 = data.replace(/\s+/g, "");
  const fits = SIGNATURE[mime]?.test(base64) === true && base64.length % 4 === 0 &&
    /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  return fits ? `data:${mime};base64,${base64}` : null;
}

/** Checks and normalises an address that claims to be a picture inside the page; null when it is none. */
export function cleanPictureAddress(address: string): string | null {
  const [, mime, data] = /^data:(image\/[a-z]+);base64,(.*)$/s.exec(address.trim()) ?? [];
  return mime === undefined || data === undefined ? null : pictureAddress(mime, data);
}
