// Made-up people of a mixed town. Kept apart so that the plan reads as a plan.

type List = readonly [string, ...string[]];

function list(names: string): List {
  const [first = "", ...others] = names.trim().split(/,\s*/);
  return [first, ...others];
}

export const FIRST_NAMES = list(`
  Aisha, Alejandro, Amara, Amir, Anja, Anouk, Aroha, Astrid, Ayumi, Benedikt, Bilal, Bronagh, Camila,
  Carlos, Chen, Chidi, Ciara, Claire, Daniel, Delphine, Diego, Elif, Emeka, Emily, Esra, Farah, Fatima,
  Femi, Fiona, Gabriel, Giulia, Grace, Hamza, Hana, Haruki, Hélène, Hiroshi, Ibrahim, Imani, Ines, Ingrid,
  Isabella, Ivan, Jamal, Javier, Jin, Johanna, José, Kai, Kamala, Katarzyna, Keiko, Kofi, Kwame, Laila,
  Lars, Leila, Liam, Lina, Linh, Lucía, Luka, Malik, Marek, Marta, Mateo, Mei, Mihai, Mireille, Mohammed,
  Nadia, Naomi, Ngozi, Nia, Nikolai, Noor, Olena, Olivia, Omar, Oskar, Pablo, Paolo, Petra, Priya, Rafael,
  Ravi, Rosa, Ruth, Saoirse, Samuel, Sanjay, Sara, Siddharth, Siobhán, Sofia, Sven, Tadeusz, Tamsin,
  Tariq, Thandiwe, Thuy, Tomás, Uchenna, Valentina, Viktor, Wei, Wiremu, Yara, Yuki, Yusuf, Zainab, Zofia,
  Zoë
`);

export const LAST_NAMES = list(`
  Abebe, Achterberg, Adeyemi, Ahmadi, Almeida, Andersson, Asante, Bakker, Banerjee, Barzani, Bello,
  Bergström, Bianchi, Boateng, Borges, Byrne, Castillo, Chaudhry, Cohen, Costa, Crawford, Czarnecki, Dang,
  Delgado, Demir, Deshmukh, Diallo, Dimitrov, Dubois, Eriksen, Espinoza, Farouk, Fernández, Fischer,
  Fitzgerald, Fonoti, Fraser, Fujita, Gallagher, García, Ghosh, Greene, Gutiérrez, Hakimi, Hashimoto,
  Hassan, Henriksen, Herrera, Hoang, Hughes, Huang, Ibarra, Iyer, Jackson, Jansen, Jovanović, Kaplan,
  Karlsson, Kaya, Kelly, Khalil, Kimura, Kovács, Kowalski, Kruger, Kumar, Lange, Laurent, Lebedeva,
  Lindqvist, Lopez, MacLeod, Mahlangu, Malik, Mbeki, Mendoza, Mensah, Meyer, Mohamud, Moreau, Mukherjee,
  Murphy, Mwangi, Nakamura, Nasser, Ndiaye, Nguyen, Nielsen, Novak, Nowak, O'Brien, Obi, Ochieng,
  Oliveira, Onyango, Osei, Papadopoulos, Park, Patel, Pereira, Popescu, Quispe, Rahman, Ramírez, Reyes,
  Rossi, Sandhu, Santos, Sato, Schneider, Sharma, Silva, Sokolov, Suzuki, Tanaka, Taylor, Tekle, Thompson,
  Torres, Tran, Tui, Uddin, Usman, Van Dijk, Vargas, Virtanen, Wagner, Walker, Wang, Weber, Williams,
  Wójcik, Wright, Yamamoto, Yilmaz, Zhang, Ziegler
`);

export const PET_NAMES = list(`
  Archie, Bandit, Basil, Bear, Bella, Benny, Bonnie, Bowie, Bramble, Bruno, Bubbles, Buddy, Charlie,
  Chewie, Clover, Coco, Cookie, Cosmo, Daisy, Dexter, Dobby, Domino, Echo, Ember, Fergus, Fern, Fig, Finn,
  Freya, Ginger, Gizmo, Gnocchi, Gus, Hazel, Heidi, Honey, Hugo, Indie, Iris, Jasper, Juno, Kiki, Koda,
  Laika, Lola, Luna, Maple, Marley, Milo, Miso, Mochi, Moose, Nala, Nell, Nico, Noodle, Nova, Oakley,
  Olive, Otto, Pablo, Paprika, Penny, Pickles, Pip, Poppy, Radar, Remy, Rocket, Rolo, Rosie, Rufus, Sable,
  Scout, Sesame, Shadow, Sky, Sunny, Tango, Teddy, Tilly, Toast, Truffle, Tuppence, Waffles, Willow,
  Winston, Ziggy
`);

/** Mail hosts of the demo: all under .example, so nothing could ever leave (RFC 2606). */
export const MAIL_HOSTS = list(`
  mail.example, mail.example, mail.example, inbox.example, inbox.example, postbox.example,
  riverpost.example, fastmail.example
`);
