import { fileURLToPath } from 'node:url';

/** The image's files. Others, without one of its protections, are tested by `npm run weakened`. */
export const image =
  process.env.TEST_IMAGE_FOLDER ?? fileURLToPath(new URL('../../../image', import.meta.url));
