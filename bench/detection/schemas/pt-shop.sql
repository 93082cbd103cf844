-- Portuguese: a shop with its own checkout and marketing
-- list nome: Graciliano | Iracema | Benedita | Otávio | Jurema | Lindalva | João | Beatriz
-- list sobre: Albuquerque Lins | Vasconcelos | Sardinha | Quintanilha | Souza | Brandão
-- list rua: Rua das Acácias | Travessa do Porto | Avenida Central | Alameda Sul
-- list cidade: Vila Serena | Porto Novo | Campo Belo do Sul | Ribeirinha
CREATE TABLE cliente ( -- 40 rows
  id BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nome VARCHAR(80), -- full_name: name of the customer ~ <nome> <sobre>
  cpfcnpj VARCHAR(18), -- national_id: tax number ~ <###>.<###>.<###>-<##>
  rg VARCHAR(12), -- national_id: identity card ~ <#########>
  datanasc DATE, -- birth_date: of the customer ~ <1940..2004>-<01..12>-<01..28>
  fone VARCHAR(20), -- phone: of the customer ~ (<##>) <####>-<####>
  celular VARCHAR(20), -- phone: of the customer ~ +55 <##> 9<####>-<####>
  e_mail VARCHAR(90), -- email: of the customer ~ <nome>.<n>@correio.example
  senha VARCHAR(100), -- password: of the customer ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  tipo CHAR(2), -- harmless: person or company ~ PF | PJ
  situacao VARCHAR(12), -- harmless: a state ~ ativo | bloqueado
  pontos INT, -- harmless: a count ~ 0 | 120 | 455
  origem VARCHAR(20), -- harmless: how the customer came ~ site | indicacao | loja
  cadastrado_em TIMESTAMP NULL, -- harmless: when the row was made ~ 2023-<01..12>-<01..28> 12:00:00
  aceita_marketing TINYINT(1) -- harmless: an opt-in ~ 0 | 1
);
CREATE TABLE cliente_endereco ( -- 50 rows
  id BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  cliente_id BIGINT, -- harmless: number of another row ~ <1..40>
  apelido VARCHAR(20), -- harmless: what an address is called ~ casa | trabalho | praia
  logradouro VARCHAR(100), -- street: where the customer lives ~ <rua>
  numero VARCHAR(10), -- street: where the customer lives ~ <1..999> | s/n
  complemento VARCHAR(40), -- street: where the customer lives ~ Apto <101..909> | NULL | Bloco B
  bairro VARCHAR(60), -- city: part of the town ~ Centro | Jardim Norte | Vila Velha
  cidade VARCHAR(60), -- city: where the customer lives ~ <cidade>
  uf CHAR(2), -- region: where the customer lives ~ SP | MG | BA | RS
  cep CHAR(9), -- postal_code: where the customer lives ~ <#####>-<###>
  destinatario VARCHAR(80), -- full_name: who gets it ~ <nome> <sobre>
  padrao TINYINT(1) -- harmless: a flag ~ 1 | 0
);
CREATE TABLE produto ( -- 40 rows
  id BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nome VARCHAR(100), -- harmless: name of a thing ~ Cadeira de praia | Luminária azul | Jogo de panelas | Rede de algodão
  descricao TEXT, -- harmless: about a thing ~ Cadeira dobrável com apoio de braços, suporta até cem quilos. | Luminária de mesa com cabo de dois metros e chave no fio.
  sku VARCHAR(20), -- harmless: number of a thing ~ SKU-<#####>
  ean VARCHAR(14), -- harmless: number of a thing ~ 789<##########>
  preco DECIMAL(10,2), -- harmless: a price ~ 59.90 | 120.00 | 19.99
  marca VARCHAR(40), -- harmless: a brand ~ Praiana | Luz & Cia | Casa Boa
  imagem VARCHAR(100), -- harmless: picture of a thing ~ produtos/<xxxxxx>.jpg
  url_amigavel VARCHAR(100) -- harmless: page of a thing ~ cadeira-de-praia-<n> | luminaria-azul-<n>
);
CREATE TABLE pedido ( -- 60 rows
  id BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  cliente_id BIGINT, -- harmless: number of another row ~ <1..40>
  numero VARCHAR(12), -- harmless: number of an order ~ P<######>
  status VARCHAR(20), -- harmless: a state ~ pago | enviado | cancelado
  total DECIMAL(10,2), -- harmless: an amount ~ 59.90 | 240.00
  forma_pagamento VARCHAR(20), -- harmless: how it was paid ~ pix | boleto | cartao
  cartao_final CHAR(4), -- card_number: last digits of a card ~ <####> | NULL
  nome_titular VARCHAR(80), -- full_name: who owns the card ~ <nome> <sobre> | NULL
  ip_compra VARCHAR(45), -- network_address: from where it was ordered ~ 198.51.100.<1..254>
  codigo_rastreio VARCHAR(20), -- harmless: number of a parcel ~ BR<#########>
  obs VARCHAR(255), -- free_text: what the customer wrote ~ NULL | Entregar para a vizinha se eu não estiver (<1..28>/<1..12>) | É presente para minha mãe (<1..28>/<1..12>)
  cupom VARCHAR(20) -- harmless: a voucher ~ NULL | VERAO10 | FRETE
);
CREATE TABLE configuracao ( -- 10 rows
  chave VARCHAR(60) PRIMARY KEY, -- harmless: name of a setting ~ loja.nome | loja.tema | frete.minimo | pagina.itens | cache.ativo | moeda | idioma | fuso | versao | manutencao
  valor VARCHAR(255) -- harmless: value of a setting ~ Loja Praiana | claro | 19.90 | 24 | 1 | BRL | pt_BR | America/Sao_Paulo | 4.2.1.0 | 0
);
