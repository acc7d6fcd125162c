/**
 * The Content-Security-Policy of the preview, in a header and in the page itself for web hosts that send none: its own
 * files, and images that it makes of SVG. Nothing else can be loaded, whatever the README of a catalog has in it.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
