import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const hello = join(import.meta.dirname, '../fixtures/blueprints/hello');

function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}

/** Writes a blueprint without an image of its own to `folder`/page; an answer names the image of others. */
export function writePageBlueprint(folder: string): void {
  const page = join(folder, 'page');
  cpSync(hello, page, { recursive: true });
  replaceIn(join(page, 'docker-compose.yml.hbs'), 'nginx:1.27', '{{page_image}}');
  replaceIn(
    join(page, 'answers.schema.json'),
    '"properties": {',
    '"properties": {\n    "page_image": { "title": "Image", "description": "The server.", "type": "string", "default": "nginx:1.27" },',
  );
}

/** An answers file of this blueprint. */
export const pageAnswers = (image: string) =>
  `blueprint: ./page\nname: page\nversion: 1.0.0\nanswers:\n  page_image: ${image}\n`;
