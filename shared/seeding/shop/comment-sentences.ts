import type { ShopLanguage } from './shape.ts'

/** What customers write besides names and numbers, by how content they are. */
interface Sentences {
  readonly good: readonly string[]
  readonly middling: readonly string[]
  readonly bad: readonly string[]
}

export const sentences: Readonly<Record<ShopLanguage, Sentences>> = {
  en: {
    good: [
      'Exactly as described, and it arrived a day early.',
      'Bought a second one for my sister.',
      "Best I've had in years 😊",
      "It's solid, well made and easy to clean.",
      'Would order again.',
      'The kids love it!',
      'Great value for the price.',
    ],
    middling: [
      'Does what it should.',
      'The colour is a bit darker than in the picture.',
      'OK for the price; the manual could be better.',
      'Delivery took two weeks, the thing itself is fine.',
    ],
    bad: [
      'Broke after three days.',
      'Nothing like the picture.',
      'I sent it back & still wait for my money.',
      'The box was open when it came :(',
      '"Waterproof"? It is not.',
    ],
  },
  de: {
    good: [
      'Sehr gute Qualität, gerne wieder.',
      'Schnell geliefert, gut verpackt.',
      'Meine Tochter möchte es gar nicht mehr hergeben.',
      'Hält, was es verspricht 👍',
      'Über 3 Jahre im Einsatz und läuft noch immer.',
    ],
    middling: ['Für den Preis in Ordnung.', 'Fällt größer aus als gedacht.', 'Geht so – ich hatte mehr erwartet.'],
    bad: [
      'Leider schon nach einer Woche kaputt.',
      'Falsche Größe geliefert, Rücksendung läuft.',
      'Riecht stark nach Chemie!',
      'Nie wieder.',
    ],
  },
  fr: {
    good: [
      'Très bon produit, conforme à la description.',
      'Livraison rapide et soignée.',
      'Je recommande sans hésiter !',
      "C'est le deuxième que j'achète.",
    ],
    middling: ['Correct pour le prix.', 'La couleur diffère un peu de la photo.', 'Un peu déçue par la notice.'],
    bad: ["Cassé à l'arrivée.", 'Ne fonctionne plus au bout de trois jours.', 'Service client injoignable…'],
  },
  es: {
    good: [
      'Muy buena calidad.',
      '¡Llegó antes de lo previsto!',
      'A mi hijo le encanta.',
      'Lo volvería a comprar sin dudar.',
    ],
    middling: ['Está bien por lo que cuesta.', 'El color no es como en la foto.', 'Cumple, sin más.'],
    bad: ['Se rompió el primer día.', 'Todavía espero la devolución.', 'No lo recomiendo.'],
  },
  it: {
    good: [
      'Ottimo acquisto!',
      'Proprio come nella descrizione.',
      'Consegna velocissima.',
      'È perfetto per il giardino.',
    ],
    middling: ['Va bene per il prezzo.', 'Più piccolo di quanto pensassi.', 'Nella media.'],
    bad: ['È arrivato rotto.', 'Non funziona più.', 'Pessima qualità, lo restituisco.'],
  },
  ja: {
    good: [
      'とても気に入りました。',
      '発送が早くて助かりました。',
      '母へのプレゼントに最適でした🎁。',
      'また購入します。',
    ],
    middling: ['値段相応だと思います。', '思ったより少し小さいです。', '色が写真と違います。'],
    bad: ['三日で壊れました。', '箱がつぶれていました。', '返品しました。'],
  },
  ar: {
    good: ['منتج رائع وجودة عالية.', 'وصل بسرعة، شكراً لكم.', 'أنصح به بشدة ⭐.', 'أعجب أولادي كثيراً.'],
    middling: ['جيد مقابل السعر.', 'اللون مختلف قليلاً عن الصورة.', 'لا بأس به.'],
    bad: ['انكسر بعد ثلاثة أيام.', 'لم يصل الطلب كاملاً.', 'لا أنصح به.'],
  },
}
