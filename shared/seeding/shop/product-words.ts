import { loadText } from '../text-block.ts'

// Words of our own rather than faker's: categories that fit their products, and no person's or company's name in the catalogue.

/** A category with what is sold in it. */
export interface Category {
  readonly name: Uint8Array
  readonly things: readonly Uint8Array[]
}

export const categories: readonly Category[] = (
  [
    [
      'Kitchen',
      ['Kettle', 'Saucepan', 'Chopping Board', 'Mug', 'Toaster', 'Bread Knife', 'Mixing Bowl', 'Coffee Grinder'],
    ],
    ['Garden', ['Watering Can', 'Hedge Shears', 'Flower Pot', 'Garden Hose', 'Wheelbarrow', 'Bird Feeder', 'Rake']],
    ['Office', ['Desk Lamp', 'Notebook', 'Swivel Chair', 'Stapler', 'Monitor Stand', 'Letter Tray', 'Fountain Pen']],
    ['Outdoor', ['Tent', 'Sleeping Bag', 'Hiking Boots', 'Head Torch', 'Camping Stove', 'Rucksack', 'Thermos Flask']],
    ['Electronics', ['Headphones', 'USB Charger', 'Keyboard', 'Speaker', 'Webcam', 'E-Reader', 'Smart Plug', 'Router']],
    ['Clothing', ['Rain Jacket', 'Wool Jumper', 'Linen Shirt', 'Socks', 'Scarf', 'Jeans', 'Winter Gloves']],
    ['Toys', ['Wooden Train', 'Puzzle', 'Building Blocks', 'Board Game', 'Kite', 'Plush Bear', 'Marble Run']],
    ['Home', ['Bath Towel', 'Cushion', 'Bookshelf', 'Wall Clock', 'Duvet', 'Picture Frame', 'Vase', 'Door Mat']],
    ['Sport', ['Yoga Mat', 'Dumbbell', 'Bicycle Helmet', 'Football', 'Skipping Rope', 'Tennis Racket', 'Swim Goggles']],
    ['Books', ['Cookbook', 'Road Atlas', 'Crime Novel', 'Picture Book', 'Phrase Book', 'Garden Planner']],
  ] as const
).map(([name, things]) => ({ name: loadText(name), things: things.map(loadText) }))

export const qualities = words(
  'Classic, Compact, Deluxe, Everyday, Foldable, Handmade, Heavy-Duty, Lightweight, Modern, Organic, Professional, Recycled, Rustic, Slim, Soft, Sturdy, Travel, Vintage, Waterproof',
)
export const materials = words(
  'Aluminium, Bamboo, Ceramic, Copper, Cork, Cotton, Enamel, Felt, Glass, Leather, Linen, Oak, Recycled Plastic, Silicone, Stainless Steel, Walnut',
)
export const descriptions = sentences(
  'Made to last, and easy to repair when it does not.',
  'A favourite of our customers since the first day.',
  'Comes fully assembled, with spare parts in the box.',
  'Dishwasher safe and free of harmful substances.',
  'Tested for ten thousand hours of use.',
  'Delivered in packaging made of recycled paper.',
  'Größe M fällt klein aus – im Zweifel eine Nummer größer bestellen.',
  'Conçu en Europe, garanti deux ans.',
  'Ideal para regalar, también en verano.',
  '日本製。保証期間は二年です。',
  'Weighs less than you think; holds more than you hope.',
  'Available in five colours (see the last picture).',
  'Care: wipe with a damp cloth; do not tumble dry.',
  'Energy class A, 230 V, plug type F.',
)

function words(list: string): Uint8Array[] {
  return list.split(', ').map(loadText)
}

function sentences(...texts: string[]): Uint8Array[] {
  return texts.map(loadText)
}
