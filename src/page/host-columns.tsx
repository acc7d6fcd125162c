import { capitalized } from '../diagnostics/capitalized.ts';
import { colourOf } from '../plan/picture/block-colours.ts';
import type { PictureColumn, ShownPicture } from '../plan/picture/picture-columns.ts';

function Column({
  column: { title, notes, kind, blocks, more, reason },
  colour,
}: {
  readonly column: PictureColumn;
  readonly colour: (service: string) => string;
}) {
  return (
    <li class={`host ${kind}`}>
      <p class="host-name">{title}</p>
      {notes.map((words) => (
        <p key={words} class="host-note">
          {words}
        </p>
      ))}
      {blocks.length > 0 && (
        <ul class="blocks">
          {blocks.map(({ service, end }) => (
            <li
              key={service + end}
              style={kind === 'waiting' ? {} : { background: colour(service) }}
            >
              {service}
              {end}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <p class="host-note">{kind === 'rest' ? `${more} containers` : `and ${more} more`}</p>
      )}
      {reason !== '' && <p class="host-note">{reason}</p>}
    </li>
  );
}

/** Placements as pictures: hosts as columns, containers as blocks in the color of their service. */
export function HostColumns({
  pictures,
  services,
}: {
  readonly pictures: readonly ShownPicture[];
  readonly services: readonly string[];
}) {
  const colour = colourOf(services);
  return pictures.map(({ title, columns }) => (
    <section key={title} class="picture">
      <h3>{capitalized(title)}</h3>
      <ul class="hosts">
        {columns.map((column) => (
          <Column key={`${column.kind} ${column.title}`} column={column} colour={colour} />
        ))}
      </ul>
    </section>
  ));
}
