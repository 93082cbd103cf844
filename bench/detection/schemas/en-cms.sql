-- English: a content system with plugins, menus, hooks, revisions and a few accounts
-- list author: Ottoline Marsh | Piers Hollow | Winifred Tarn | Joss Carrick
CREATE TABLE cms_users ( -- 8 rows
  uid INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(60), -- full_name: how the account is called ~ <author> | editor<n>
  pass VARCHAR(128), -- password: of the account ~ $S$D<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  mail VARCHAR(254), -- email: of the account ~ editor<n>@site.example
  signature VARCHAR(255), -- free_text: what the person wrote ~ NULL | Best, the desk in the attic (<1..28>/<1..12>)
  signature_format VARCHAR(30), -- harmless: a format ~ plain | html
  created INT, -- harmless: a moment ~ 16<########>
  access INT, -- harmless: a moment ~ 17<########>
  status TINYINT, -- harmless: a state ~ 1
  timezone VARCHAR(32), -- harmless: a setting ~ Europe/Paris | UTC
  language VARCHAR(12), -- harmless: a language ~ en | fr
  init VARCHAR(254), -- email: the first address of the account ~ first<n>@site.example
  data LONGBLOB -- harmless: settings of the account ~ a:1:{s:7:"overlay";i:1;} | a:2:{s:5:"theme";s:4:"dark";s:3:"tab";i:2;}
);
CREATE TABLE cms_role ( -- 4 rows
  rid INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(64), -- harmless: a role ~ anonymous user | authenticated user | editor | administrator
  weight INT -- harmless: an order ~ 0 | 1 | 2 | 3
);
CREATE TABLE cms_system ( -- 20 rows
  filename VARCHAR(150) PRIMARY KEY, -- harmless: name of a file ~ modules/m<n>/m<n>.module
  name VARCHAR(64), -- harmless: name of a module ~ calendar | contact | user | comment | profile | menu
  type VARCHAR(12), -- harmless: a kind ~ module | theme
  owner VARCHAR(100), -- harmless: which module it belongs to ~ core | theme_engine
  status INT, -- harmless: a state ~ 1 | 0
  version VARCHAR(12), -- harmless: a version ~ 7.38.0.1 | 2.1.0.4
  info BLOB -- harmless: about a module ~ a:3:{s:4:"name";s:7:"Contact";s:11:"description";s:29:"Forms by which people write us";s:7:"package";s:4:"Core";} | a:2:{s:4:"name";s:4:"User";s:7:"version";s:4:"7.38";}
);
CREATE TABLE cms_variable ( -- 16 rows
  name VARCHAR(128) PRIMARY KEY, -- harmless: name of a setting ~ site_name | site_frontpage | theme_default | cron_last | error_level | cache | user_register | date_first_day | file_path | menu_main | node_types | search_age | smtp_port | user_pictures | css_cache | maintenance
  value LONGBLOB -- harmless: value of a setting ~ s:9:"Our paper"; | s:4:"node"; | s:6:"attica"; | i:1721727536; | s:1:"1"; | i:0; | s:1:"2"; | i:1; | s:13:"sites/d/files"; | s:4:"main"; | a:2:{i:0;s:4:"page";i:1;s:4:"news";} | i:30; | s:3:"587"; | b:0; | i:1; | i:0;
);
CREATE TABLE cms_menu_router ( -- 20 rows
  path VARCHAR(190) PRIMARY KEY, -- harmless: a page ~ admin/p<n> | user/<n>/edit | node/<n>
  title VARCHAR(255), -- harmless: title of a page ~ People | Edit | Permissions | Reports
  access_callback VARCHAR(100), -- harmless: name of a function ~ user_access | node_access
  access_arguments BLOB, -- harmless: rights ~ a:1:{i:0;s:16:"administer users";} | a:1:{i:0;s:14:"access content";}
  description TEXT -- harmless: about a page ~ Find and manage people interacting with your site. | Change the addresses of pages.
);
CREATE TABLE cms_node ( -- 30 rows
  nid INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  type VARCHAR(32), -- harmless: a kind ~ page | news
  title VARCHAR(255), -- harmless: published title ~ Bridge closed until May | New timetable for the ferry | Flower show opens
  uid INT, -- harmless: number of another row ~ <1..8>
  body LONGTEXT, -- harmless: published text ~ The bridge over the mill stream stays closed until May, the council says. | From Monday the ferry leaves at the full hour and at twenty past.
  slug VARCHAR(190), -- harmless: address of a page ~ bridge-closed-<n> | new-timetable-<n>
  status INT, -- harmless: a state ~ 1 | 0
  comment_count INT -- harmless: a count ~ <0..20>
);
CREATE TABLE cms_comment ( -- 30 rows
  cid INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nid INT, -- harmless: number of another row ~ <1..30>
  name VARCHAR(60), -- full_name: who wrote ~ Cordelia B. | J. Harrow | trout_fan | Mrs Penhaligon
  mail VARCHAR(64), -- email: who wrote ~ reader<n>@mail.example
  homepage VARCHAR(255), -- web_address: who wrote ~ NULL | https://reader<n>.example
  hostname VARCHAR(128), -- network_address: from where it was written ~ 203.0.113.<1..254> | ::1
  subject VARCHAR(64), -- free_text: what somebody wrote ~ Well done (<1..28>/<1..12>) | At last (<1..28>/<1..12>) | Not for me (<1..28>/<1..12>)
  comment_body TEXT, -- free_text: what somebody wrote ~ My aunt uses that bridge every day and is very upset. (<1..28>/<1..12>) | I will be there with my boys on Sunday. (<1..28>/<1..12>)
  thread VARCHAR(20), -- harmless: an order ~ 01/ | 01.00/
  created INT, -- harmless: a moment ~ 17<########>
  status TINYINT -- harmless: a state ~ 1
);
CREATE TABLE cms_field_instance ( -- 8 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  field_name VARCHAR(32), -- harmless: name of a field ~ body | field_email | field_phone | field_tags | field_image | field_first_name | field_link | field_street
  entity_type VARCHAR(32), -- harmless: a kind ~ node | comment | user
  label VARCHAR(60), -- harmless: label of a field ~ Body | E-mail | Phone | Tags | Image | First name | Link | Street
  data LONGBLOB -- harmless: settings of a field ~ a:2:{s:5:"label";s:4:"Body";s:8:"required";b:0;} | a:2:{s:5:"label";s:6:"E-mail";s:6:"widget";s:4:"text";}
);
CREATE TABLE cms_accesslog ( -- 40 rows
  aid INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  sid VARCHAR(64), -- secret: session of a visitor ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  title VARCHAR(255), -- harmless: title of a page ~ People | Reports | Bridge closed until May
  path VARCHAR(255), -- harmless: a page ~ node/<1..30> | admin/people
  url TEXT, -- web_address: from where the visitor came ~ https://search.example/?q=ferry | https://site.example/node/<1..30>
  hostname VARCHAR(128), -- network_address: of the visitor ~ 203.0.113.<1..254>
  timer INT, -- harmless: a duration ~ <10..900>
  timestamp INT -- harmless: a moment ~ 17<########>
);
CREATE TABLE cms_hook ( -- 12 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(100), -- harmless: name of a hook ~ displayCustomerAccount<n> | actionAuthentication<n> | displayPersonalData<n>
  title VARCHAR(150), -- harmless: about a hook ~ Customer account | After login | Personal information block
  description TEXT, -- harmless: about a hook ~ This hook displays new elements on the page of the customer account. | This hook is called after a customer has logged in to the shop.
  active TINYINT(1), -- harmless: a flag ~ 1
  position TINYINT -- harmless: an order ~ 1 | 2
);
