interface Props {
  readonly label: string;
  readonly head: readonly string[];
  /** One list of cells for each row; the first cell names the row. */
  readonly rows: readonly (readonly string[])[];
}

/** Rows that are drawn. */
const mostRows = 500;

/** A table that scrolls sideways where there is no room for it. */
export function Table({ label, head, rows }: Props) {
  return (
    <div class="scroll" role="group" aria-label={label} tabIndex={0}>
      <table class="grid">
        <thead>
          <tr>
            {head.map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map(([name, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((words, at) => (
                <td key={at}>{words}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostRows && <p>{rows.length - mostRows} more rows are not drawn.</p>}
    </div>
  );
}
