import type { Panels } from '../preview/panels.ts';

type Service = Panels['services'][number];

function Row({
  name,
  scale,
  summary,
}: Pick<Service, 'name' | 'summary'> & { readonly scale: string }) {
  const { hc, image } = summary;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{scale}</td>
      <td>{hc ? 'yes' : 'no'}</td>
      <td>{image === '' ? '(none)' : image}</td>
    </tr>
  );
}

/** The services that would be created, each with its sidekicks below it. */
export function Services({ services }: Pick<Panels, 'services'>) {
  if (services.length === 0) return <p>No service would be created.</p>;
  return (
    <div class="scroll" role="group" aria-label="Services" tabIndex={0}>
      <table class="services">
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Scale</th>
            <th scope="col">Health check</th>
            <th scope="col">Image</th>
          </tr>
        </thead>
        <tbody>
          {services.map(({ name, scale, summary, sidekicks }) => [
            <Row key={name} name={name} scale={String(scale)} summary={summary} />,
            ...sidekicks.map((each) => (
              <Row
                key={`${name} ${each.name}`}
                name={`+ ${each.name}`}
                scale="sidekick"
                summary={each.summary}
              />
            )),
          ])}
        </tbody>
      </table>
    </div>
  );
}
