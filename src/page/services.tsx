import type { Panels } from '../preview/panels.ts';
import { Table } from './table.tsx';

type Service = Panels['services'][number];

const rowOf = (name: string, scale: string, { hc, image }: Service['summary']) => [
  name,
  scale,
  hc ? 'yes' : 'no',
  image === '' ? '(none)' : image,
];

/** The services that would be created, each with its sidekicks below it. */
export function Services({ services }: Pick<Panels, 'services'>) {
  if (services.length === 0) return <p>No service would be created.</p>;
  const rows = services.flatMap(({ name, scale, summary, sidekicks }) => [
    rowOf(name, String(scale), summary),
    ...sidekicks.map((each) => rowOf(`+ ${each.name}`, 'sidekick', each.summary)),
  ]);
  return (
    <Table label="Services" head={['Service', 'Scale', 'Health check', 'Image']} rows={rows} />
  );
}
