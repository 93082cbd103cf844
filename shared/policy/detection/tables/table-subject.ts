import { storedColumns, type Table } from '../../../schema/schema.ts'
import { splitName } from '../names/split-name.ts'
import { listOf } from '../vocabulary/entry.ts'
import { refersToPeople } from './table-role.ts'

const keyWords = new Set(
  listOf('name key code path variable option setting parameter param chave clave schluessel varname cle'),
)
const valueWords = new Set(listOf('value valor wert valeur waarde varvalue valore'))

/** Whether a table holds settings: a name and a value in each row, and nobody that the row is about. */
export function isSettings(table: Table): boolean {
  const last = storedColumns(table).map(({ name }) => splitName(name).at(-1) ?? '')
  return last.some((word) => keyWords.has(word)) && last.some((word) => valueWords.has(word)) && !refersToPeople(table)
}

const works = new Set(
  listOf(`
  book books buch buecher livre livres libro libros livro livros libri boek boeken ksiazka ksiazki bok bocker film films movie movies
  album albums track tracks song songs library catalog catalogue product products publication publications paper papers game games
  composition exhibit painting
  `),
)
const makers = new Set(
  listOf(
    'author authors composer artist artists producer director writer singer auteur autor autore forfattare creator performer',
  ),
)

/** Whether a column names who made a published work: an author of a book is in every catalogue. */
export function isAboutWorks(table: Table, column: string): boolean {
  return splitName(table.name).some((word) => works.has(word)) && splitName(column).some((word) => makers.has(word))
}

const places = new Set(
  listOf(`
  branch branches store stores shop shops office offices warehouse warehouses filiale filialen filiaal filialer agence agences succursale
  sucursal sucursales tienda tiendas loja lojas negozio negozi lager magasin magasins oddzial sklep butik butiker airport airports
  station stations depot depots
  `),
)

/** Whether a table's rows are places of business: their addresses are on every letter. */
export function isAboutPlaces(table: Table): boolean {
  return splitName(table.name).some((word) => places.has(word)) && !refersToPeople(table)
}
