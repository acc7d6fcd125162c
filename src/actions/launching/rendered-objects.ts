import { readValues } from '../../rancher2/form/read-form.ts';
import { isMap } from '../../model/json.ts';

/** An object that Helm would create. */
export interface RenderedObject {
  readonly kind: string;
  readonly name: string;
  /** The template, from the folder of the chart. */
  readonly template: string;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The objects of what `helm template` printed, in its order. */
export function objectsOf(manifest: string): RenderedObject[] {
  return manifest.split(/^---\n/m).flatMap((document) => {
    const read = readValues(document);
    const { kind, metadata } = read.fault ? {} : read.value;
    if (typeof kind !== 'string') return [];
    const source = /^# Source: (.*)$/m.exec(document)?.[1] ?? '';
    return [
      {
        kind,
        name: isMap(metadata) ? textOf(metadata.name) : '',
        template: source.slice(source.indexOf('/') + 1),
      },
    ];
  });
}
