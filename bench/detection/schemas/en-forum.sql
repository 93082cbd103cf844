-- English: a forum with its members, private messages and permissions
-- list nick: mothwing | quillfeather | old_harbour | tinwhistle | GreenKettle | nightbus42 | zephyrine | pebbledash
-- list town: Ashcombe | Lower Thorne | Portwick | Gullhaven
-- list job: nurse | bus driver | baker | teacher of maths | retired | gardener | joiner
CREATE TABLE f_members ( -- 40 rows
  member_id MEDIUMINT UNSIGNED PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  user_type TINYINT, -- harmless: a kind ~ 0 | 3
  group_id MEDIUMINT, -- harmless: number of another row ~ 2 | 5
  user_ip VARBINARY(16), -- network_address: of the member ~ X'cb0071<xx>' | X'20010db8<xxxxxxxxxxxxxxxxxxxxxxxx>'
  username VARCHAR(60), -- username: of the member ~ <nick><n>
  username_clean VARCHAR(60), -- username: of the member ~ <nick><n>
  user_password VARCHAR(255), -- password: of the member ~ $H$9abcdefghijklmnopqrstuvwxyz012<x> | $H$9zyxwvutsrqponmlkjihgfedcba987<x>
  passwordchanged INT UNSIGNED, -- harmless: a moment ~ 16<########>
  user_email VARCHAR(100), -- email: of the member ~ <nick>.<n>@mail.example
  user_birthday VARCHAR(10), -- birth_date: of the member ~ <01..28>-<01..12>-<1950..2005>
  user_lastvisit INT UNSIGNED, -- harmless: a moment ~ 17<########>
  user_posts MEDIUMINT, -- harmless: a count ~ <0..900>
  user_lang VARCHAR(5), -- harmless: a language ~ en | de
  user_timezone VARCHAR(40), -- harmless: a setting ~ UTC | Europe/London
  user_dateformat VARCHAR(30), -- harmless: a setting ~ D M d, Y g:i a
  user_style TINYINT, -- harmless: a setting ~ 1 | 2
  user_allow_pm TINYINT(1), -- harmless: a setting ~ 1 | 0
  user_notify_type TINYINT, -- harmless: a setting ~ 0 | 1
  user_avatar VARCHAR(100), -- picture: of the member ~ avatars/<xxxxxxxx>.png | NULL
  user_avatar_type VARCHAR(20), -- harmless: a kind ~ upload | NULL
  user_sig TEXT, -- free_text: what the member wrote ~ NULL | Greetings from the workshop in <town> (<1..28>/<1..12>) | I restore old radios, ask me anything (<1..28>/<1..12>)
  user_from VARCHAR(60), -- city: where the member lives ~ <town> | NULL
  user_occ VARCHAR(60), -- free_text: what the member does ~ <job> | <job> in <town> | NULL
  user_actkey VARCHAR(32), -- secret: lets somebody in ~ <xxxxxxxxxxxxxxxx> | NULL
  user_form_salt VARCHAR(32) -- secret: of the member ~ <xxxxxxxxxxxxxxxx>
);
CREATE TABLE f_posts ( -- 60 rows
  post_id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  topic_id INT, -- harmless: number of another row ~ <1..20>
  poster_id MEDIUMINT, -- harmless: number of another row ~ <1..40>
  poster_ip INT UNSIGNED, -- network_address: from where it was written ~ 34051<#####>
  post_username VARCHAR(60), -- username: who wrote ~ <nick>
  post_subject VARCHAR(120), -- free_text: what somebody wrote ~ Re: leaking tap (<1..28>/<1..12>) | My neighbour's fence (<1..28>/<1..12>) | Where to buy oak (<1..28>/<1..12>)
  post_text MEDIUMTEXT, -- free_text: what somebody wrote ~ My husband fixed ours with a new washer last week. (<1..28>/<1..12>) | I asked him twice and he never came back to me. (<1..28>/<1..12>) | Try the yard near the canal, they were kind to me. (<1..28>/<1..12>)
  post_checksum CHAR(32), -- harmless: hash of content ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  post_edit_reason VARCHAR(200), -- free_text: what somebody wrote ~ NULL | typo (<1..28>/<1..12>) | took out my address (<1..28>/<1..12>)
  bbcode_uid CHAR(8), -- harmless: a mark in the text ~ <xxxxxxxx>
  post_time INT UNSIGNED -- harmless: a moment ~ 17<########>
);
CREATE TABLE f_privmsgs ( -- 30 rows
  msg_id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  author_id INT, -- harmless: number of another row ~ <1..40>
  message_subject VARCHAR(120), -- free_text: what somebody wrote ~ About Saturday (<1..28>/<1..12>) | Re: the ladder (<1..28>/<1..12>) | Sorry! (<1..28>/<1..12>)
  message_text TEXT, -- free_text: what somebody wrote ~ Could you bring the long ladder, my brother needs it. (<1..28>/<1..12>) | I did not mean to be rude to you in that thread. (<1..28>/<1..12>)
  to_address TEXT, -- username: to whom it went ~ u_<1..40> | u_<1..40>:u_<1..40>
  message_time INT -- harmless: a moment ~ 17<#######>
);
CREATE TABLE f_groups ( -- 5 rows
  group_id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  group_name VARCHAR(60), -- harmless: name of a group ~ GUESTS | REGISTERED | ADMINISTRATORS | BOTS | NEWLY_REGISTERED
  group_desc TEXT, -- harmless: about a group ~ People who have not logged in and may only read along | Everybody who has registered and confirmed it
  group_colour CHAR(6), -- harmless: a colour ~ AA0000 | 00AA00
  group_avatar VARCHAR(80) -- harmless: picture of a group ~ groups/<xxxx>.png | NULL
);
CREATE TABLE f_acl_options ( -- 8 rows
  auth_option_id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  auth_option VARCHAR(50), -- harmless: a right ~ f_post | f_reply | u_sendpm | u_viewprofile | m_ban | a_email | u_chgname | m_ip
  is_global TINYINT(1) -- harmless: a flag ~ 0 | 1
);
CREATE TABLE f_bots ( -- 5 rows
  bot_id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  bot_name VARCHAR(60), -- harmless: name of a program ~ Crawler One [Bot] | Sitebot [Bot] | Feedfetch [Bot]
  bot_agent VARCHAR(100), -- harmless: name of a program ~ crawlerone/ | sitebot | feedfetch/2
  bot_active TINYINT(1) -- harmless: a flag ~ 1
);
CREATE TABLE f_sessions ( -- 20 rows
  session_id CHAR(32) PRIMARY KEY, -- secret: lets somebody in ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  session_user_id INT, -- harmless: number of another row ~ <1..40>
  session_ip VARCHAR(40), -- network_address: of the visitor ~ 203.0.113.<1..254>
  session_browser VARCHAR(150), -- secret: what the visitor uses ~ Mozilla/5.0 (X11; Linux x86_64; rv:1<##>.0) Gecko/20100101 | Mozilla/5.0 (iPhone; CPU OS 1<#>_0 like Mac OS X)
  session_page VARCHAR(100), -- harmless: a page ~ index.php | viewtopic.php?t=<1..20>
  session_start INT -- harmless: a moment ~ 17<#######>
);
CREATE TABLE f_smilies ( -- 4 rows
  smiley_id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  code VARCHAR(20), -- harmless: a code ~ :smile: | :wink: | :grin: | :tea:
  emotion VARCHAR(40), -- harmless: name of a picture ~ Smile | Wink | Grin | Tea
  smiley_url VARCHAR(40) -- harmless: name of a file ~ icon_smile.gif | icon_wink.gif | icon_grin.gif | icon_tea.gif
);
