import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const hello = join(import.meta.dirname, '../fixtures/blueprints/hello');

function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}

/**
 * Writes a blueprint to `folder`/page. Its answer `page_image` is the image of the service. With `base`, the
 * blueprint has an image of its own on it, and the answer is named `image`.
 */
export function writePageBlueprint(folder: string, base?: string): void {
  const page = join(folder, 'page');
  const key = base === undefined ? 'page_image' : 'image';
  cpSync(hello, page, { recursive: true });
  replaceIn(join(page, 'docker-compose.yml.hbs'), 'nginx:1.27', `{{${key}}}`);
  replaceIn(
    join(page, 'answers.schema.json'),
    '"properties": {',
    `"properties": {\n    "${key}": { "title": "Image", "description": "The server.", "type": "string", "default": "nginx:1.27" },`,
  );
  if (base === undefined) return;
  replaceIn(join(page, 'blueprint.yml'), 'icon: icon.svg\n', 'icon: icon.svg\nimage: context\n');
  mkdirSync(join(page, 'context'));
  writeFileSync(join(page, 'context/Dockerfile'), `FROM ${base}\nLABEL page=1\n`);
}

/** An answers file of this blueprint. */
export const pageAnswers = (image: string, key: 'page_image' | 'image' = 'page_image') =>
  `blueprint: ./page\nname: page\nversion: 1.0.0\nanswers:\n  ${key}: ${image}\n`;
