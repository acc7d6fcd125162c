import type { ChartRepository } from '../../chart/repository/chart-repository.ts';
import { wantedPaths } from '../../chart/repository/chart-repository.ts';
import { indexFile } from '../../chart/repository/index-faults.ts';
import { readRepository, type RepositoryFolder } from '../../files/read-repository.ts';

const cr = 13;
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/**
 * A file as git has it: in a checkout, core.autocrlf may have turned LF into CRLF. The index is changed in place, with
 * the line ends that it has.
 */
function contentOf(path: string, content: Uint8Array): Uint8Array {
  if (path === indexFile || content.includes(0)) return content;
  return content.includes(cr)
    ? encoder.encode(decoder.decode(content).replaceAll('\r\n', '\n'))
    : content;
}

/** The charts of a checkout. Its files are listed once. */
export class ChartCheckout {
  readonly #root: string;
  #folder: RepositoryFolder | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** What the plan of charts with these names depends on. */
  read(names: readonly string[]): ChartRepository {
    this.#folder ??= readRepository(this.#root);
    const folder = this.#folder;
    const { modes } = folder;
    const files = wantedPaths(modes.keys(), names).filter((path) => modes.get(path) !== '120000');
    return {
      modes,
      contents: new Map(files.map((path) => [path, contentOf(path, folder.read(path))])),
    };
  }
}
