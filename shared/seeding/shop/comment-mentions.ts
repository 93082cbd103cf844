import type { ShopLanguage } from './shape.ts'

/** How people put a name, an address or a number into a review: {name}, {first}, {email}, {phone}. */
export const mentions: Readonly<Record<ShopLanguage, Readonly<Record<'name' | 'email' | 'phone', readonly string[]>>>> =
  {
    en: {
      name: [
        'Thanks to {name} from support, who sorted it out!',
        'My neighbour {name} has the same one.',
        'Ask for {first} on the phone, very patient.',
        'Regards, {name}',
        '({name})',
      ],
      email: [
        'Does anyone know where to get spare parts? {email}',
        'Write to me at {email} if you want to buy it from me.',
        'I already sent two mails from {email}, no answer.',
        'Contact: <{email}>.',
      ],
      phone: ['Please call me back: {phone}.', 'Call me on {phone} after 6pm.', 'tel. {phone}'],
    },
    de: {
      name: [
        'Vielen Dank an {name} vom Kundendienst!',
        'Viele Grüße, {name}',
        'Meine Nachbarin {name} hat denselben.',
        'Danke, {first}!',
      ],
      email: ['Bitte melden Sie sich unter {email}.', 'Wer hat noch Ersatzteile? {email}', 'Mail an {email} genügt.'],
      phone: ['Rückruf bitte unter {phone}.', 'Tel.: {phone}', 'Bin ab 18 Uhr unter {phone} zu erreichen.'],
    },
    fr: {
      name: ['Merci à {name} du service client.', 'Cordialement, {name}', "C'est {first} qui me l'a conseillé."],
      email: ["Vous pouvez m'écrire à {email}.", 'Mon adresse : {email}'],
      phone: ['Rappelez-moi au {phone}.', 'Tél. {phone}'],
    },
    es: {
      name: ['Gracias a {name} por la ayuda.', 'Un saludo, {name}', 'Me lo recomendó {first}.'],
      email: ['Mi correo es {email}.', 'Escríbanme a {email}, por favor.'],
      phone: ['Mi teléfono: {phone}.', 'Llámenme al {phone}.'],
    },
    it: {
      name: ['Grazie a {name} per la pazienza.', 'Saluti, {name}', "Me l'ha consigliato {first}."],
      email: ['Scrivetemi a {email}.', 'La mia mail: {email}'],
      phone: ['Il mio numero è {phone}.', 'Richiamatemi allo {phone}, grazie.'],
    },
    ja: {
      name: ['担当の{name}さん、ありがとうございました。', '{name}より', '{first}さんに勧められて買いました。'],
      email: ['連絡先は{email}です。', 'ご返信は {email} までお願いします。'],
      phone: ['電話番号は{phone}です。', '{phone}までお電話ください。'],
    },
    ar: {
      name: ['شكراً للموظف {name} على المساعدة.', 'مع تحيات {name}', 'نصحني به {first}.'],
      email: ['راسلوني على {email}.', 'بريدي هو {email} للتواصل.'],
      phone: ['اتصلوا بي على {phone}.', 'رقم هاتفي {phone}.'],
    },
  }
