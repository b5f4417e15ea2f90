-- A register as version 4 of the file had it: questions that are out, a named state, an import undone and redone; the output of sqlite3's .dump.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "register" (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    register_id TEXT,
    title TEXT,
    language TEXT,
    default_review_interval TEXT,
    reasons TEXT CHECK (reasons IN ('ask', 'require')),
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO register VALUES(1,'1','63cbe1e4-5932-4dd7-844c-3cd7f43c661c','Record of processing activities of Lindhamra Municipality','en','P1Y',NULL,'A fictional register. Nobody and nothing in it exists.',NULL,NULL);
CREATE TABLE redaction (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES register (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    change INTEGER,
    places TEXT CHECK (places IS NULL OR json_valid(places)),
    hash TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO redaction VALUES(164,1,1,'Z1',6,'["1.after.owner"]','f2126741c143508fecbe93a7aa2b98cb7c70f3a73dd15848dba4f79488efd5e9',NULL,NULL,NULL,NULL);
INSERT INTO redaction VALUES(166,1,2,'Z2',7,'["1.after.name"]','abd4bf33deaae8979876a9557ca145554236dfd58e29164086c273393043124c',NULL,NULL,NULL,NULL);
INSERT INTO redaction VALUES(167,1,3,'Z3',19,'["label"]','e32f7cb54da6c0e009ea564f5cfd51b035e44055e0976c742ba26d3dbdda7296',NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "organisation" (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    trading_names TEXT CHECK (trading_names IS NULL OR json_valid(trading_names)),
    registration_number TEXT,
    vat_number TEXT,
    phone TEXT,
    email TEXT,
    website TEXT,
    addresses TEXT CHECK (addresses IS NULL OR json_valid(addresses)),
    country TEXT,
    ours INTEGER CHECK (ours IN (0, 1)),
    parent INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    public_authority INTEGER CHECK (public_authority IN (0, 1)),
    employees INTEGER,
    supervisory_authority TEXT CHECK (supervisory_authority IS NULL OR json_valid(supervisory_authority)),
    category TEXT CHECK (category IS NULL OR json_valid(category)),
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO organisation VALUES(2,'O1','Lindhamra Municipality','["Lindhamra Town","Visit Lindhamra"]','212000-9017','SE212000901701','+46 980 319 200','kommun@lindhamra.example','https://www.lindhamra.example','["Town Hall, Storgatan 1, 123 00 Lindhamra"]','SE',1,NULL,1,3150,'["IMY"]',NULL,'The legal person; each board is the controller of its own processing.','{"contacts.representative":"Established in Sweden; Art. 27 does not apply.","parent":"Top of the group."}',NULL);
INSERT INTO organisation VALUES(8,'O2','Lindhamra Municipal Executive Board',NULL,'212000-9017',NULL,NULL,'kommunstyrelsen@lindhamra.example',NULL,'["Town Hall, Storgatan 1, 123 00 Lindhamra"]','SE',1,2,1,NULL,'["IMY"]',NULL,NULL,'{"contacts.representative":"Established in Sweden; Art. 27 does not apply.","employees":"Included in the municipality''s figure."}',NULL);
INSERT INTO organisation VALUES(10,'O3','Lindhamra Children and Education Board',NULL,'212000-9017',NULL,NULL,'utbildning@lindhamra.example',NULL,'["Town Hall, Storgatan 1, 123 00 Lindhamra"]','SE',1,2,1,NULL,'["IMY"]',NULL,NULL,'{"contacts.representative":"Established in Sweden; Art. 27 does not apply.","employees":"Included in the municipality''s figure."}',NULL);
INSERT INTO organisation VALUES(12,'O4','Lindhamra Social Welfare Board',NULL,'212000-9017',NULL,NULL,'social@lindhamra.example',NULL,'["Town Hall, Storgatan 1, 123 00 Lindhamra"]','SE',1,2,1,NULL,'["IMY"]',NULL,NULL,'{"contacts.representative":"Established in Sweden; Art. 27 does not apply.","employees":"Included in the municipality''s figure."}',NULL);
INSERT INTO organisation VALUES(14,'O5','Lindhamra Environment and Building Board',NULL,'212000-9017',NULL,NULL,'bygg@lindhamra.example',NULL,'["Town Hall, Storgatan 1, 123 00 Lindhamra"]','SE',1,2,1,NULL,'["IMY"]',NULL,NULL,'{"contacts.representative":"Established in Sweden; Art. 27 does not apply.","employees":"Included in the municipality''s figure."}',NULL);
INSERT INTO organisation VALUES(16,'O6','Lindhamra Culture and Leisure Board',NULL,'212000-9017',NULL,NULL,'kultur@lindhamra.example',NULL,'["Town Hall, Storgatan 1, 123 00 Lindhamra"]','SE',1,2,1,NULL,'["IMY"]',NULL,NULL,'{"contacts.representative":"Established in Sweden; Art. 27 does not apply.","employees":"Included in the municipality''s figure."}',NULL);
INSERT INTO organisation VALUES(18,'O7','Lindhamra Technical Services Board',NULL,'212000-9017',NULL,NULL,'teknik@lindhamra.example',NULL,'["Town Hall, Storgatan 1, 123 00 Lindhamra"]','SE',1,2,1,NULL,'["IMY"]',NULL,NULL,'{"contacts.representative":"Established in Sweden; Art. 27 does not apply.","employees":"Included in the municipality''s figure."}',NULL);
INSERT INTO organisation VALUES(20,'O8','Lindhamra Election Board',NULL,'212000-9017',NULL,NULL,'val@lindhamra.example',NULL,'["Town Hall, Storgatan 1, 123 00 Lindhamra"]','SE',1,2,1,NULL,'["IMY"]',NULL,NULL,'{"contacts.representative":"Established in Sweden; Art. 27 does not apply.","employees":"Included in the municipality''s figure."}',NULL);
INSERT INTO organisation VALUES(22,'O9','Lindhamra Bostäder AB',NULL,'556999-0013','SE556999001201','+46 980 319 240','info@bostader.lindhamra.example','https://bostader.lindhamra.example','["Hyresvägen 4, 123 02 Lindhamra"]','SE',1,2,0,264,'["IMY"]','["group_company"]',NULL,'{"contacts.dpo":"Not required: no core activity under Art. 37(1)(b) or (c); assessed 2025-11-03.","contacts.representative":"Established in Sweden; Art. 27 does not apply."}',NULL);
INSERT INTO organisation VALUES(24,'O10','Lönvik System AB','["Lönvik Lön"]','556999-0104',NULL,NULL,'info@lonvik.example','https://www.lonvik.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(26,'O11','Molnhall Drift AB','["Molnhall"]','556999-0203',NULL,NULL,'info@molnhall.example','https://www.molnhall.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(27,'O12','Skolstigen Nordic AB','["Skolstigen"]','556999-0302',NULL,NULL,'info@skolstigen.example','https://www.skolstigen.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(28,'O13','Brightpigeon Mail Corp.',NULL,NULL,NULL,NULL,'info@brightpigeon.example','https://www.brightpigeon.example',NULL,'US',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(30,'O14','Kartlod Analytics Corp.',NULL,NULL,NULL,NULL,'info@kartlod.example','https://www.kartlod.example',NULL,'US',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(31,'O15','Bokspår Bibliotekssystem AB','["Bokspår"]','556999-0401',NULL,NULL,'info@bokspar.example','https://www.bokspar.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(32,'O16','Spelplan Bokning AB',NULL,'556999-0500',NULL,NULL,'info@spelplan.example','https://www.spelplan.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(33,'O17','Parkora Oy',NULL,'9999999-1',NULL,NULL,'info@parkora.example','https://www.parkora.example',NULL,'FI',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(34,'O18','Fjordvakt AS',NULL,'999 999 990',NULL,NULL,'info@fjordvakt.example','https://www.fjordvakt.example',NULL,'NO',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(35,'O19','Deskbay Group plc',NULL,NULL,NULL,NULL,'info@deskbay-group.example','https://www.deskbay-group.example',NULL,'GB',0,NULL,0,NULL,NULL,'["supplier","group_company"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(36,'O20','Deskbay Services Pvt Ltd',NULL,NULL,NULL,NULL,'info@deskbay.example','https://www.deskbay.example',NULL,'IN',0,35,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(37,'O21','Tystlinjen AB',NULL,'556999-0609',NULL,NULL,'info@tystlinjen.example','https://www.tystlinjen.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(38,'O22','Arkivstenen AB',NULL,'556999-0708',NULL,NULL,'info@arkivstenen.example','https://www.arkivstenen.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(39,'O23','Ombudsbyrån Tallklint AB',NULL,'556999-0807',NULL,NULL,'info@tallklint.example','https://www.tallklint.example',NULL,'SE',0,NULL,0,NULL,NULL,'["consultant"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(40,'O24','Kreditvägen Upplysning AB',NULL,'556999-0906',NULL,NULL,'info@kreditvagen.example','https://www.kreditvagen.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(41,'O25','Aptly Assess Ltd',NULL,NULL,NULL,NULL,'info@aptly-assess.example','https://www.aptly-assess.example',NULL,'GB',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(42,'O26','Veldview Interviews (Pty) Ltd',NULL,NULL,NULL,NULL,'info@veldview.example','https://www.veldview.example',NULL,'ZA',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(43,'O27','Stoepside References (Pty) Ltd',NULL,NULL,NULL,NULL,'info@stoepside.example','https://www.stoepside.example',NULL,'ZA',0,NULL,0,NULL,NULL,'["partner"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(44,'O28','Kortalås Passersystem AB',NULL,'556999-1003',NULL,NULL,'info@kortalas.example','https://www.kortalas.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(45,'O29','Sjöbo Handlager IT AB',NULL,'556999-1102',NULL,NULL,'info@handlager.example','https://www.handlager.example',NULL,'SE',0,NULL,0,NULL,NULL,'["reseller"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(46,'O30','Larmhem Vakt AB',NULL,'556999-1201',NULL,NULL,'info@larmhem.example','https://www.larmhem.example',NULL,'SE',0,NULL,0,NULL,NULL,'["supplier"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(47,'O31','Rådvik Utvärdering d.o.o.',NULL,NULL,NULL,NULL,'info@radvik.example','https://www.radvik.example',NULL,'RS',0,NULL,0,NULL,NULL,'["consultant"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(49,'O33','Norrhamra Municipality',NULL,'212000-9108',NULL,NULL,'kommun@norrhamra.example',NULL,NULL,'SE',0,NULL,1,NULL,NULL,'["customer"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(51,'O34','Västerlunda Municipality',NULL,'212000-9207',NULL,NULL,'kommun@vasterlunda.example',NULL,NULL,'SE',0,NULL,1,NULL,NULL,'["customer"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(53,'O35','Mellansjö Library Circle',NULL,'222000-9305',NULL,'+46 980 319 260','ringen@bokringen.example',NULL,NULL,'SE',0,NULL,1,NULL,NULL,'["partner"]',NULL,NULL,NULL);
INSERT INTO organisation VALUES(55,'O36','Swedish Tax Agency',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'SE',0,NULL,1,NULL,NULL,'["authority"]',NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "contact" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    role TEXT CHECK (role IN ('dpo', 'representative', 'privacy', 'security', 'other')),
    title TEXT,
    name TEXT,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    address TEXT,
    country TEXT,
    email TEXT,
    phone TEXT,
    external INTEGER CHECK (external IN (0, 1)),
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO contact VALUES(3,2,1,'K1','dpo','Data protection officer','External DPO service',39,NULL,NULL,'dataskyddsombud@lindhamra.example','+46 980 319 201',1,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(4,2,2,'K2','privacy','Privacy office',NULL,NULL,'Town Hall, Storgatan 1, 123 00 Lindhamra','SE','dataskydd@lindhamra.example',NULL,NULL,NULL,'Answers on weekdays.','{"phone":"Answers by email only."}',NULL);
INSERT INTO contact VALUES(5,2,3,'K3','security','Security desk',NULL,NULL,NULL,NULL,'sakerhet@lindhamra.example','+46 980 319 202',NULL,'"Report incidents to the security desk, day and night."',NULL,NULL,NULL);
INSERT INTO contact VALUES(9,8,1,'K1','dpo','Data protection officer','External DPO service',39,NULL,NULL,'dataskyddsombud@lindhamra.example','+46 980 319 201',1,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(11,10,1,'K1','dpo','Data protection officer','External DPO service',39,NULL,NULL,'dataskyddsombud@lindhamra.example','+46 980 319 201',1,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(13,12,1,'K1','dpo','Data protection officer','External DPO service',39,NULL,NULL,'dataskyddsombud@lindhamra.example','+46 980 319 201',1,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(15,14,1,'K1','dpo','Data protection officer','External DPO service',39,NULL,NULL,'dataskyddsombud@lindhamra.example','+46 980 319 201',1,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(17,16,1,'K1','dpo','Data protection officer','External DPO service',39,NULL,NULL,'dataskyddsombud@lindhamra.example','+46 980 319 201',1,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(19,18,1,'K1','dpo','Data protection officer','External DPO service',39,NULL,NULL,'dataskyddsombud@lindhamra.example','+46 980 319 201',1,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(21,20,1,'K1','dpo','Data protection officer','External DPO service',39,NULL,NULL,'dataskyddsombud@lindhamra.example','+46 980 319 201',1,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(23,22,1,'K1','privacy','Data protection contact',NULL,NULL,NULL,NULL,'dataskydd@bostader.lindhamra.example','+46 980 319 241',NULL,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(25,24,1,'K1','other','Account desk',NULL,NULL,NULL,NULL,'kund@lonvik.example',NULL,NULL,NULL,NULL,'{"phone":"Reached by email only."}',NULL);
INSERT INTO contact VALUES(29,28,1,'K1','representative','EU representative, Art. 27','Clonbrook Representation Ltd',NULL,'12 Harbour Row, Dublin','IE','art27@clonbrook.example','+353 20 910 0101',1,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(50,49,1,'K1','dpo','Data protection officer',NULL,NULL,NULL,NULL,'dataskyddsombud@norrhamra.example',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(52,51,1,'K1','dpo','Data protection officer',NULL,NULL,NULL,NULL,'dataskyddsombud@vasterlunda.example',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO contact VALUES(54,53,1,'K1','privacy',NULL,NULL,NULL,NULL,NULL,'dataskydd@bokringen.example',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "time_limit" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    subject TEXT,
    period TEXT,
    start TEXT,
    provision TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO time_limit VALUES(6,2,1,'L1','Answer to a data subject''s request','P1M','receipt of the request','Guideline for data protection, section 4','"Within one month."','Art. 12(3) allows two more months.',NULL,NULL);
INSERT INTO time_limit VALUES(7,2,2,'L2','Notice of a personal data breach to the authority','PT72H','the breach became known',NULL,NULL,NULL,'{"provision":"Taken directly from Art. 33(1)."}',NULL);
CREATE TABLE IF NOT EXISTS "agreement" (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    category TEXT,
    our_party INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    our_role TEXT CHECK (our_role IN ('controller', 'processor', 'joint_controller')),
    kind TEXT CHECK (kind IN ('processor_contract', 'joint_arrangement', 'clauses', 'bcr', 'certification', 'other')),
    status TEXT CHECK (status IN ('signed', 'in_terms', 'unsigned')),
    version TEXT,
    instrument TEXT,
    modules TEXT CHECK (modules IS NULL OR json_valid(modules)),
    signed_on TEXT,
    valid_until TEXT,
    review_on TEXT,
    covers_all INTEGER CHECK (covers_all IN (0, 1)),
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO agreement VALUES(78,'G1',24,NULL,8,'controller','processor_contract','signed','2.1',NULL,NULL,'2023-04-18','2028-03-31','2027-04',0,'Replaces the contract of 2018.',NULL,NULL);
INSERT INTO agreement VALUES(81,'G2',26,NULL,8,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(82,'G3',27,NULL,10,'controller','processor_contract','signed','3.0',NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(83,'G4',30,NULL,8,'controller','processor_contract','in_terms','2026-01',NULL,NULL,'2023-04-18',NULL,'2027-04',1,NULL,'{"valid_until":"Runs until terminated, with three months'' notice."}',NULL);
INSERT INTO agreement VALUES(84,'G5',28,NULL,16,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(85,'G6',31,NULL,16,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(86,'G7',53,NULL,16,'joint_controller','joint_arrangement','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(87,'G8',33,NULL,18,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(88,'G9',34,NULL,18,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(89,'G10',36,NULL,8,'controller','clauses','signed','2021/914','scc-2021-914','["2","3","4"]','2023-05-02','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(90,'G11',36,NULL,8,'processor','bcr','signed','BCR-P 2024',NULL,NULL,'2024-06-03','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(91,'G12',37,NULL,8,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(92,'G13',38,NULL,8,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(93,'G14',40,'Information service acting as controller',22,'controller','other','unsigned',NULL,NULL,NULL,NULL,NULL,'2027-04',1,'Terms of service under negotiation; not a processor.',NULL,NULL);
INSERT INTO agreement VALUES(94,'G15',41,NULL,8,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(95,'G16',42,NULL,8,'controller','clauses','signed','2021/914','scc-2021-914','["2"]','2024-01-22','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(96,'G17',42,NULL,8,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(97,'G18',44,NULL,8,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(98,'G19',44,NULL,8,'controller','certification','signed','2025',NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(99,'G20',46,NULL,22,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(100,'G21',47,NULL,8,'controller','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(101,'G22',43,NULL,22,'controller','clauses','signed','2021/914','scc-2021-914','["1"]','2025-02-10','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(102,'G23',49,NULL,8,'processor','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
INSERT INTO agreement VALUES(103,'G24',51,NULL,8,'processor','processor_contract','signed',NULL,NULL,NULL,'2023-04-18','2028-03-31','2027-04',1,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "agreement_documents" (
    holder INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO agreement_documents VALUES(78,1,'Contract','no. 2023-107');
INSERT INTO agreement_documents VALUES(81,1,'Contract','no. 2023-114');
INSERT INTO agreement_documents VALUES(82,1,'Contract','no. 2023-121');
INSERT INTO agreement_documents VALUES(83,1,'Contract','no. 2023-128');
INSERT INTO agreement_documents VALUES(84,1,'Contract','no. 2023-135');
INSERT INTO agreement_documents VALUES(85,1,'Contract','no. 2023-142');
INSERT INTO agreement_documents VALUES(86,1,'Contract','no. 2023-149');
INSERT INTO agreement_documents VALUES(87,1,'Contract','no. 2023-156');
INSERT INTO agreement_documents VALUES(88,1,'Contract','no. 2023-163');
INSERT INTO agreement_documents VALUES(89,1,'Contract','no. 2023-170');
INSERT INTO agreement_documents VALUES(90,1,'Contract','no. 2023-177');
INSERT INTO agreement_documents VALUES(91,1,'Contract','no. 2023-184');
INSERT INTO agreement_documents VALUES(92,1,'Contract','no. 2023-191');
INSERT INTO agreement_documents VALUES(93,1,'Contract','no. 2023-198');
INSERT INTO agreement_documents VALUES(94,1,'Contract','no. 2023-205');
INSERT INTO agreement_documents VALUES(95,1,'Contract','no. 2023-212');
INSERT INTO agreement_documents VALUES(96,1,'Contract','no. 2023-219');
INSERT INTO agreement_documents VALUES(97,1,'Contract','no. 2023-226');
INSERT INTO agreement_documents VALUES(98,1,'Contract','no. 2023-233');
INSERT INTO agreement_documents VALUES(99,1,'Contract','no. 2023-240');
INSERT INTO agreement_documents VALUES(100,1,'Contract','no. 2023-247');
INSERT INTO agreement_documents VALUES(101,1,'Contract','no. 2023-254');
INSERT INTO agreement_documents VALUES(102,1,'Contract','no. 2023-261');
INSERT INTO agreement_documents VALUES(103,1,'Contract','no. 2023-268');
CREATE TABLE IF NOT EXISTS "agreement_covers" (
    holder INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO agreement_covers VALUES(78,1,106);
INSERT INTO agreement_covers VALUES(78,2,149);
CREATE TABLE IF NOT EXISTS "sub_processor" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT,
    service TEXT,
    countries TEXT CHECK (countries IS NULL OR json_valid(countries)),
    authorisation TEXT CHECK (authorisation IN ('specific', 'general')),
    authorised_on TEXT,
    objection_until TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO sub_processor VALUES(79,78,1,'Q1',36,NULL,'Second-line support','["IN"]','specific','2023-04-18','2023-05-18','"Support outside office hours."','Screen sharing only; no data are stored.',NULL,NULL);
INSERT INTO sub_processor VALUES(80,78,2,'Q2',NULL,'Nattkopia AB','Backups','["SE"]','general','2024-02-01',NULL,NULL,NULL,'{"objection_until":"The objection period has passed without objection."}',NULL);
CREATE TABLE IF NOT EXISTS "measure" (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    description TEXT,
    kind TEXT CHECK (kind IN ('pseudonymisation', 'encryption', 'access_control', 'logging', 'availability', 'restoring', 'integrity', 'testing', 'physical', 'minimisation', 'supplier_control', 'organisational')),
    planned INTEGER CHECK (planned IN (0, 1)),
    implemented_on TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
INSERT INTO measure VALUES(56,'M1','Two-factor sign-in and roles','Two-factor sign-in; access rights follow the role, are requested by the head of unit and reviewed every six months.','access_control',NULL,'2021-03-01',NULL,NULL,NULL);
INSERT INTO measure VALUES(57,'M2','Encryption in transit and at rest','TLS 1.2 or later on every connection; disks and backups encrypted with AES-256; keys are kept by the IT department.','encryption',NULL,'2021-03-01',NULL,'{"documents":"The description is complete here."}',NULL);
INSERT INTO measure VALUES(58,'M3','Audit log of access and changes','Every view of and change to a case is logged with user and time; random samples are checked monthly.','logging',NULL,'2022-01-15',NULL,NULL,NULL);
INSERT INTO measure VALUES(59,'M4','Backups and restore tests','Nightly backups are kept for 35 days at a second site; restoring is tested every quarter.','restoring',NULL,'2021-03-01',NULL,NULL,NULL);
INSERT INTO measure VALUES(60,'M5','Redundant power and network','Duplicate power, network and cooling, with alarms to the duty engineer.','availability',NULL,'2021-03-01',NULL,NULL,NULL);
INSERT INTO measure VALUES(61,'M6','Pseudonymised statistics','Identity numbers are replaced by keyed hashes before data reach statistics; the key is kept apart.','pseudonymisation',NULL,'2023-05-01',NULL,NULL,NULL);
INSERT INTO measure VALUES(62,'M7','Change control and checksums','System changes are approved by two people; archived files carry checksums that are verified monthly.','integrity',NULL,'2021-03-01',NULL,NULL,NULL);
INSERT INTO measure VALUES(63,'M8','Yearly penetration test','An outside firm tests the public services each autumn; findings are fixed within 30 days.','testing',NULL,'2024-10',NULL,NULL,NULL);
INSERT INTO measure VALUES(64,'M9','Locked premises','Archive and server rooms are locked and alarmed, with access for named roles only; visits are logged.','physical',NULL,'2021-03-01',NULL,NULL,NULL);
INSERT INTO measure VALUES(65,'M10','Data minimisation in forms','Forms are reviewed yearly and free-text fields carry a warning against unnecessary details.','minimisation',NULL,'2023',NULL,NULL,NULL);
INSERT INTO measure VALUES(66,'M11','Annual review of processors','Every year each processor answers a questionnaire and submits its audit report; gaps are followed up within 60 days.','supplier_control',NULL,'2021-03-01',NULL,NULL,NULL);
INSERT INTO measure VALUES(67,'M12','Training and confidentiality','New staff sign a confidentiality reminder and complete a course in their first month, repeated every two years.','organisational',NULL,'2021-03-01','Attendance is followed up by HR.',NULL,NULL);
INSERT INTO measure VALUES(68,'M13','Search for misplaced identity numbers','A monthly search of shared folders for identity numbers; planned to start in 2027.','testing',1,'2027-02',NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "measure_organisations" (
    holder INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO measure_organisations VALUES(56,1,2);
INSERT INTO measure_organisations VALUES(57,1,2);
INSERT INTO measure_organisations VALUES(59,1,2);
INSERT INTO measure_organisations VALUES(67,1,2);
INSERT INTO measure_organisations VALUES(56,2,8);
INSERT INTO measure_organisations VALUES(57,2,8);
INSERT INTO measure_organisations VALUES(59,2,8);
INSERT INTO measure_organisations VALUES(67,2,8);
INSERT INTO measure_organisations VALUES(56,3,10);
INSERT INTO measure_organisations VALUES(57,3,10);
INSERT INTO measure_organisations VALUES(59,3,10);
INSERT INTO measure_organisations VALUES(67,3,10);
INSERT INTO measure_organisations VALUES(56,4,12);
INSERT INTO measure_organisations VALUES(57,4,12);
INSERT INTO measure_organisations VALUES(59,4,12);
INSERT INTO measure_organisations VALUES(67,4,12);
INSERT INTO measure_organisations VALUES(56,5,14);
INSERT INTO measure_organisations VALUES(57,5,14);
INSERT INTO measure_organisations VALUES(59,5,14);
INSERT INTO measure_organisations VALUES(67,5,14);
INSERT INTO measure_organisations VALUES(56,6,16);
INSERT INTO measure_organisations VALUES(57,6,16);
INSERT INTO measure_organisations VALUES(59,6,16);
INSERT INTO measure_organisations VALUES(67,6,16);
INSERT INTO measure_organisations VALUES(56,7,18);
INSERT INTO measure_organisations VALUES(57,7,18);
INSERT INTO measure_organisations VALUES(59,7,18);
INSERT INTO measure_organisations VALUES(67,7,18);
INSERT INTO measure_organisations VALUES(56,8,20);
INSERT INTO measure_organisations VALUES(57,8,20);
INSERT INTO measure_organisations VALUES(59,8,20);
INSERT INTO measure_organisations VALUES(67,8,20);
INSERT INTO measure_organisations VALUES(56,9,22);
INSERT INTO measure_organisations VALUES(57,9,22);
INSERT INTO measure_organisations VALUES(59,9,22);
INSERT INTO measure_organisations VALUES(67,9,22);
CREATE TABLE IF NOT EXISTS "measure_documents" (
    holder INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO measure_documents VALUES(56,1,'Guideline for access rights','case 2021-118');
CREATE TABLE IF NOT EXISTS "schedule" (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    kind TEXT CHECK (kind IN ('fixed', 'at_most', 'at_least', 'range', 'event', 'criterion', 'permanent', 'not_stored')),
    period TEXT,
    period_max TEXT,
    direction TEXT CHECK (direction IN ('after', 'before')),
    start TEXT CHECK (start IS NULL OR json_valid(start)),
    rounding TEXT CHECK (rounding IN ('none', 'end_of_calendar_month', 'end_of_calendar_year')),
    ends_on TEXT CHECK (ends_on IS NULL OR json_valid(ends_on)),
    ends_when TEXT CHECK (ends_when IN ('first', 'last')),
    criterion TEXT,
    law TEXT CHECK (law IS NULL OR json_valid(law)),
    law_sets TEXT CHECK (law_sets IN ('minimum', 'maximum', 'exact', 'limitation', 'guidance')),
    disposition TEXT CHECK (disposition IN ('erase', 'anonymise', 'restrict', 'archive', 'preserve', 'return', 'review')),
    disposal_decided_on TEXT,
    responsible TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)), active_period TEXT,
    UNIQUE (ref)
) STRICT;
INSERT INTO schedule VALUES(69,'S1','Accounting records, seven years','fixed','P7Y',NULL,'after','["end_of_financial_year"]','end_of_calendar_year',NULL,NULL,NULL,'["Bokföringslag (1999:1078) 7 kap. 2 §"]','minimum','erase','2019-06-12','Finance department','From the end of the calendar year in which the financial year ended.','{"period_max":"The law sets no ceiling."}',NULL,NULL);
INSERT INTO schedule VALUES(70,'S2','Applications, two years after the decision','fixed','P2Y',NULL,NULL,'["decision"]','none',NULL,NULL,NULL,'["Diskrimineringslag (2008:567) 6 kap. 4 §"]','limitation','erase',NULL,'HR department',NULL,NULL,NULL,NULL);
INSERT INTO schedule VALUES(71,'S3','Whistleblowing cases, at most two years','at_most','P2Y',NULL,NULL,'["case_closed"]','none',NULL,NULL,NULL,'["Lag (2021:890) om skydd för personer som rapporterar om missförhållanden 7 kap."]','maximum','erase',NULL,'Municipal lawyer',NULL,NULL,NULL,NULL);
INSERT INTO schedule VALUES(72,'S4','Social services files, five years after the last entry','fixed','P5Y',NULL,NULL,'["last_entry"]','none',NULL,NULL,NULL,'["Socialtjänstlag (2025:400)"]','exact','erase',NULL,'Head of Social Services',NULL,NULL,NULL,NULL);
INSERT INTO schedule VALUES(73,'S5','Patient records, at least ten years','at_least','P10Y',NULL,NULL,'["last_entry"]','none',NULL,NULL,NULL,'["Patientdatalag (2008:355) 3 kap. 17 §"]','minimum','review',NULL,'Head of Education',NULL,NULL,NULL,NULL);
INSERT INTO schedule VALUES(74,'S6','Procurement documents, four years','fixed','P4Y',NULL,NULL,'["decision"]','none',NULL,NULL,NULL,'["Lag (2016:1145) om offentlig upphandling 12 kap. 17 §"]','minimum','erase',NULL,'Head of Procurement',NULL,NULL,NULL,NULL);
INSERT INTO schedule VALUES(75,'S7','Camera recordings, 72 hours to 30 days','range','PT72H','P30D',NULL,'["collection"]','none',NULL,NULL,NULL,'["Kamerabevakningslag (2018:1200)"]','guidance','erase',NULL,'Managing director',NULL,NULL,NULL,NULL);
INSERT INTO schedule VALUES(76,'S8','Preserved for research and public access','permanent',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'["Arkivlag (1990:782) 3, 10 §§"]',NULL,'preserve',NULL,'Municipal archivist',NULL,NULL,NULL,NULL);
INSERT INTO schedule VALUES(77,'S9','Until consent is withdrawn','event',NULL,NULL,NULL,'["withdrawal"]','end_of_calendar_month','["withdrawal","erasure_request"]','first','Erased in the next monthly run after withdrawal.',NULL,NULL,'erase',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "schedule_disposal_decision" (
    holder INTEGER NOT NULL REFERENCES schedule (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO schedule_disposal_decision VALUES(69,1,'Erasure decision 2019-204','case 2019-204');
CREATE TABLE IF NOT EXISTS "activity_dpia_documents" (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO activity_dpia_documents VALUES(129,1,'Impact assessment, case 2025-211','2025-211');
INSERT INTO activity_dpia_documents VALUES(149,1,'Impact assessment, case 2024-090','2024-090');
CREATE TABLE IF NOT EXISTS "activity_notices" (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO activity_notices VALUES(106,1,'How we use personal data','https://www.lindhamra.example/gdpr/payroll');
INSERT INTO activity_notices VALUES(129,1,'How we use personal data','https://www.lindhamra.example/gdpr/recruitment');
INSERT INTO activity_notices VALUES(149,1,'How we use personal data','https://www.lindhamra.example/gdpr/rehabilitation');
CREATE TABLE IF NOT EXISTS "activity_measures" (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO activity_measures VALUES(106,1,56);
INSERT INTO activity_measures VALUES(129,1,56);
INSERT INTO activity_measures VALUES(149,1,56);
INSERT INTO activity_measures VALUES(106,2,57);
INSERT INTO activity_measures VALUES(129,2,57);
INSERT INTO activity_measures VALUES(106,3,58);
INSERT INTO activity_measures VALUES(149,2,58);
INSERT INTO activity_measures VALUES(106,4,59);
INSERT INTO activity_measures VALUES(149,3,64);
INSERT INTO activity_measures VALUES(129,3,65);
INSERT INTO activity_measures VALUES(129,4,66);
CREATE TABLE IF NOT EXISTS "activity_documents" (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO activity_documents VALUES(106,1,'Interview notes','case 2026-014');
CREATE TABLE IF NOT EXISTS "activity_related" (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO activity_related VALUES(149,1,106);
INSERT INTO activity_related VALUES(106,1,149);
CREATE TABLE IF NOT EXISTS "client" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    category TEXT,
    list_held_at TEXT,
    number INTEGER,
    via INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    processing_categories TEXT,
    agreement INTEGER REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
CREATE TABLE IF NOT EXISTS "purpose" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    text TEXT,
    legal_bases TEXT CHECK (legal_bases IS NULL OR json_valid(legal_bases)),
    laws TEXT CHECK (laws IS NULL OR json_valid(laws)),
    legitimate_interest TEXT,
    lia_reference TEXT,
    lia_on TEXT,
    consent_proof TEXT,
    consent_withdrawal TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO purpose VALUES(107,106,1,'P1','Pay salaries and expenses, and report taxes and contributions','["6-1-b","6-1-c"]','["Skatteförfarandelag (2011:1244) 10 kap., 15 kap."]',NULL,NULL,NULL,NULL,NULL,'"So that everybody gets the right pay."','The contract is the employment contract with the collective agreement.','{"consent_proof":"Consent is not relied on."}',NULL);
INSERT INTO purpose VALUES(108,106,2,'P2','Deduct trade union fees at the employee''s request','["6-1-b"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO purpose VALUES(130,129,1,'P1','Select and appoint staff, and account for the decision','["6-1-e","6-1-c"]','["Regeringsformen 12 kap. 5 §","Diskrimineringslag (2008:567) 6 kap. 4 §"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO purpose VALUES(150,149,1,'P1','Fulfil the employer''s duty to plan and support the return to work','["6-1-c"]','["Socialförsäkringsbalk (2010:110) 30 kap. 6 §"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO purpose VALUES(170,169,1,'P1','Security','["6-1-f"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "data_subject" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    category TEXT CHECK (category IS NULL OR json_valid(category)),
    children INTEGER CHECK (children IN (0, 1)),
    vulnerable INTEGER CHECK (vulnerable IN (0, 1)),
    number TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO data_subject VALUES(109,106,1,'U1','["employees"]',0,NULL,'about 3,150','"all staff"','Elected representatives too, for their fees.',NULL,NULL);
INSERT INTO data_subject VALUES(131,129,1,'U1','["applicants"]',NULL,NULL,'about 4,000 a year',NULL,NULL,NULL,NULL);
INSERT INTO data_subject VALUES(132,129,2,'U2','["contact_persons"]',NULL,NULL,NULL,NULL,NULL,'{"number":"Not counted."}',NULL);
INSERT INTO data_subject VALUES(151,149,1,'U1','["employees"]',NULL,1,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "data_category" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    category TEXT CHECK (category IS NULL OR json_valid(category)),
    items TEXT,
    kind TEXT CHECK (kind IN ('ordinary', 'special', 'may_be_special', 'criminal', 'national_id', 'anonymous')),
    special_kinds TEXT CHECK (special_kinds IS NULL OR json_valid(special_kinds)),
    art9_conditions TEXT CHECK (art9_conditions IS NULL OR json_valid(art9_conditions)),
    laws TEXT CHECK (laws IS NULL OR json_valid(laws)),
    only_if TEXT,
    secrecy TEXT,
    protected_identity INTEGER CHECK (protected_identity IN (0, 1)),
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO data_category VALUES(110,106,1,'D1','["identification","contact"]','Name, postal address, email, telephone','ordinary',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO data_category VALUES(111,106,2,'D2','["national_id_number"]','Swedish personal identity number or coordination number','national_id',NULL,NULL,'["Lag (2018:218) 3 kap. 10 §"]',NULL,NULL,NULL,NULL,'Needed for secure identification against the population register.',NULL,NULL);
INSERT INTO data_category VALUES(112,106,3,'D3','["employment","financial"]','Salary, working time, bank account, tax table','ordinary',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO data_category VALUES(113,106,4,'D4','["health","union"]','Sick leave; trade union membership if a fee is deducted','special','["health","trade_union_membership"]','["9-2-b"]','["Lag (1991:1047) om sjuklön","Lag (2018:218) 3 kap. 2 §"]','the employee is ill, or has asked for the deduction','OSL 39 kap. 2 §',1,'"sick leave, union fee"',NULL,NULL,NULL);
INSERT INTO data_category VALUES(133,129,1,'D1','["identification","contact"]','Name, postal address, email, telephone','ordinary',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO data_category VALUES(134,129,2,'D2','["education","employment"]','CVs, certificates, references','ordinary',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"secrecy":"Applications are public records."}',NULL);
INSERT INTO data_category VALUES(135,129,3,'D3','["images","preferences"]','Recorded interview and test result','ordinary',NULL,NULL,NULL,'the post is filled through a test',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO data_category VALUES(152,149,1,'D1','["identification","contact"]','Name, postal address, email, telephone','ordinary',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO data_category VALUES(153,149,2,'D2','["national_id_number"]','Swedish personal identity number or coordination number','national_id',NULL,NULL,'["Lag (2018:218) 3 kap. 10 §"]',NULL,NULL,NULL,NULL,'Needed for secure identification against the population register.',NULL,NULL);
INSERT INTO data_category VALUES(154,149,3,'D3','["health"]','Medical certificates, capacity for work, adjustments','special','["health"]','["9-2-b"]','["Lag (2018:218) 3 kap. 2 §"]',NULL,'OSL 39 kap. 1 §',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "data_category_subjects" (
    holder INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_subject (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO data_category_subjects VALUES(110,1,109);
INSERT INTO data_category_subjects VALUES(111,1,109);
INSERT INTO data_category_subjects VALUES(112,1,109);
INSERT INTO data_category_subjects VALUES(113,1,109);
INSERT INTO data_category_subjects VALUES(133,1,131);
INSERT INTO data_category_subjects VALUES(134,1,131);
INSERT INTO data_category_subjects VALUES(135,1,131);
INSERT INTO data_category_subjects VALUES(133,2,132);
INSERT INTO data_category_subjects VALUES(152,1,151);
INSERT INTO data_category_subjects VALUES(153,1,151);
INSERT INTO data_category_subjects VALUES(154,1,151);
CREATE TABLE IF NOT EXISTS "recipient" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    category TEXT,
    role TEXT CHECK (role IN ('processor', 'sub_processor', 'controller', 'joint_controller', 'authority', 'group_company', 'internal', 'customer', 'public', 'data_subject', 'acquirer', 'other')),
    service TEXT,
    countries TEXT CHECK (countries IS NULL OR json_valid(countries)),
    purpose TEXT,
    only_if TEXT,
    agreement INTEGER REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO recipient VALUES(114,106,1,'C1',24,NULL,'processor','Payroll system as a service','["SE"]','Runs the payroll system.',NULL,78,'"Our system supplier."','Support outside office hours from India.',NULL,NULL);
INSERT INTO recipient VALUES(115,106,2,'C2',55,NULL,'authority','Statements of income each month','["SE"]',NULL,NULL,NULL,NULL,NULL,'{"agreement":"Public authority acting under its own statute; no contract required."}',NULL);
INSERT INTO recipient VALUES(116,106,3,'C3',36,NULL,'sub_processor','Second-line support','["IN"]',NULL,NULL,78,NULL,NULL,NULL,NULL);
INSERT INTO recipient VALUES(136,129,1,'C1',41,NULL,'processor','Aptitude tests','["GB"]',NULL,NULL,94,NULL,NULL,NULL,NULL);
INSERT INTO recipient VALUES(137,129,2,'C2',42,NULL,'processor','Recorded interviews','["ZA"]',NULL,NULL,96,NULL,NULL,NULL,NULL);
INSERT INTO recipient VALUES(138,129,3,'C3',NULL,'People requesting public documents','public',NULL,NULL,NULL,'no confidentiality applies',NULL,NULL,NULL,NULL,NULL);
INSERT INTO recipient VALUES(155,149,1,'C1',24,NULL,'processor','Rehabilitation module','["SE"]',NULL,NULL,78,NULL,NULL,NULL,NULL);
INSERT INTO recipient VALUES(156,149,2,'C2',NULL,'Social insurance authority','authority',NULL,NULL,'Plan for the return to work.',NULL,NULL,NULL,NULL,'{"agreement":"Public authority acting under its own statute; no contract required."}',NULL);
INSERT INTO recipient VALUES(157,149,3,'C3',NULL,'Occupational health service chosen by the employee','controller',NULL,NULL,NULL,'the employee agrees',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "recipient_data_categories" (
    holder INTEGER NOT NULL REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO recipient_data_categories VALUES(114,1,110);
INSERT INTO recipient_data_categories VALUES(114,2,111);
INSERT INTO recipient_data_categories VALUES(114,3,112);
INSERT INTO recipient_data_categories VALUES(114,4,113);
INSERT INTO recipient_data_categories VALUES(136,1,133);
INSERT INTO recipient_data_categories VALUES(137,1,133);
INSERT INTO recipient_data_categories VALUES(136,2,135);
INSERT INTO recipient_data_categories VALUES(137,2,135);
CREATE TABLE IF NOT EXISTS "transfer" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    state TEXT CHECK (state IN ('actual', 'possible', 'planned', 'denied')),
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    country TEXT,
    international_organisation TEXT,
    mechanisms TEXT CHECK (mechanisms IS NULL OR json_valid(mechanisms)),
    instrument TEXT,
    modules TEXT CHECK (modules IS NULL OR json_valid(modules)),
    agreement INTEGER REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    assessed_on TEXT,
    supplementary_measures TEXT,
    art49_assessment TEXT,
    art49_safeguards TEXT,
    valid_from TEXT,
    valid_until TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)), safeguards TEXT, fallback TEXT CHECK (fallback IS NULL OR json_valid(fallback)), assessed INTEGER CHECK (assessed IN (0, 1)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO transfer VALUES(117,106,1,'T1','actual',36,'IN',NULL,'["art46-2-c"]','scc-2021-914','["3"]',89,'2026-04-15','Screen sharing without copying; sessions are recorded and end after 30 minutes; the keys stay in Sweden.',NULL,NULL,'2023-05-02','2028-05-01','"Night support sits in India."','Module 3: from our processor to its sub-processor.',NULL,NULL,'Clauses, and encryption before the data leave.','["art49-1-a"]',1);
INSERT INTO transfer VALUES(139,129,1,'T1','actual',NULL,'GB',NULL,'["art45"]','GB-2021-1772',NULL,NULL,NULL,NULL,NULL,NULL,'2022-09-01',NULL,NULL,NULL,'{"supplementary_measures":"Not needed under an adequacy decision."}',NULL,'Clauses, and encryption before the data leave.','["art49-1-a"]',1);
INSERT INTO transfer VALUES(140,129,2,'T2','actual',NULL,'ZA',NULL,'["art46-2-c"]','scc-2021-914','["2"]',95,'2026-02-20','Recordings are encrypted with our own key.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Clauses, and encryption before the data leave.','["art49-1-a"]',1);
CREATE TABLE IF NOT EXISTS "transfer_recipients" (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO transfer_recipients VALUES(117,1,114);
INSERT INTO transfer_recipients VALUES(117,2,116);
INSERT INTO transfer_recipients VALUES(139,1,136);
INSERT INTO transfer_recipients VALUES(140,1,137);
CREATE TABLE IF NOT EXISTS "transfer_data_categories" (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO transfer_data_categories VALUES(117,1,110);
INSERT INTO transfer_data_categories VALUES(117,2,112);
INSERT INTO transfer_data_categories VALUES(139,1,133);
INSERT INTO transfer_data_categories VALUES(139,2,135);
INSERT INTO transfer_data_categories VALUES(140,1,135);
CREATE TABLE IF NOT EXISTS "transfer_conditions" (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    condition TEXT,
    answer TEXT CHECK (answer IN ('yes', 'no')),
    checked_on TEXT,
    note TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO transfer_conditions VALUES(139,1,'gb_not_immigration','yes','2026-02-03','Recruitment tests only');
CREATE TABLE IF NOT EXISTS "transfer_assessment" (
    holder INTEGER NOT NULL REFERENCES transfer (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO transfer_assessment VALUES(117,1,'Transfer impact assessment','case 2026-077');
INSERT INTO transfer_assessment VALUES(140,1,'Transfer impact assessment','case 2026-041');
CREATE TABLE IF NOT EXISTS "retention" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    name TEXT,
    scope TEXT CHECK (scope IN ('data', 'cookies', 'logs', 'backups')),
    purpose TEXT,
    schedule INTEGER REFERENCES schedule (id) DEFERRABLE INITIALLY DEFERRED,
    only_if TEXT,
    follows INTEGER REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    approximate INTEGER CHECK (approximate IN (0, 1)),
    planned INTEGER CHECK (planned IN (0, 1)),
    places TEXT CHECK (places IS NULL OR json_valid(places)),
    provider INTEGER REFERENCES recipient (id) DEFERRABLE INITIALLY DEFERRED,
    provider_stated TEXT,
    declared_type TEXT,
    mode TEXT CHECK (mode IN ('batch', 'rolling')),
    check_interval TEXT,
    last_checked_on TEXT,
    check_results TEXT,
    kept_longer_if TEXT,
    kind TEXT CHECK (kind IN ('fixed', 'at_most', 'at_least', 'range', 'event', 'criterion', 'permanent', 'not_stored')),
    period TEXT,
    period_max TEXT,
    direction TEXT CHECK (direction IN ('after', 'before')),
    start TEXT CHECK (start IS NULL OR json_valid(start)),
    rounding TEXT CHECK (rounding IN ('none', 'end_of_calendar_month', 'end_of_calendar_year')),
    ends_on TEXT CHECK (ends_on IS NULL OR json_valid(ends_on)),
    ends_when TEXT CHECK (ends_when IN ('first', 'last')),
    criterion TEXT,
    law TEXT CHECK (law IS NULL OR json_valid(law)),
    law_sets TEXT CHECK (law_sets IN ('minimum', 'maximum', 'exact', 'limitation', 'guidance')),
    disposition TEXT CHECK (disposition IN ('erase', 'anonymise', 'restrict', 'archive', 'preserve', 'return', 'review')),
    disposal_decided_on TEXT,
    responsible TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)), active_period TEXT,
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO retention VALUES(118,106,1,'R1','Payroll records','data',NULL,69,NULL,NULL,NULL,NULL,'["Lönvik Lön"]',114,'the payroll system',NULL,'batch',NULL,NULL,NULL,'A claim is pending.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Head of HR','"Seven years, like the books."','Only what is accounting information.',NULL,NULL,'P1Y');
INSERT INTO retention VALUES(125,106,2,'R2','Absence and certificates','data',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'rolling','P1Y','2026-05-20',NULL,'A dispute about sick pay goes on.','fixed','P2Y',NULL,NULL,'["end_of_employment"]','none','["end_of_contract"]','last',NULL,'["Semesterlag (1977:480) 33 §"]','limitation','erase',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO retention VALUES(128,106,3,'R3','System logs','logs',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'rolling','P1Y','2026-05-20',NULL,NULL,'fixed','P18M',NULL,NULL,'["collection"]','end_of_calendar_month',NULL,NULL,NULL,NULL,NULL,'erase',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO retention VALUES(141,129,1,'R1','Applications of those not appointed','data',NULL,70,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'batch',NULL,NULL,NULL,'A claim is pending.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'P1Y');
INSERT INTO retention VALUES(145,129,2,'R2','Recorded interviews and tests','data',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'batch',NULL,NULL,NULL,NULL,'fixed','P6M',NULL,NULL,'["decision"]','none',NULL,NULL,NULL,NULL,NULL,'erase',NULL,'HR department',NULL,NULL,'{"law":"No law sets the period; it allows time for an appeal."}',NULL,NULL);
INSERT INTO retention VALUES(148,129,3,'R3','Original certificates sent in','data',NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,'rolling','P1Y','2026-05-20',NULL,NULL,'at_most','P14D',NULL,NULL,'["decision"]','none',NULL,NULL,NULL,NULL,NULL,'return',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO retention VALUES(158,149,1,'R1','Rehabilitation files','data',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'batch',NULL,NULL,NULL,'A claim is pending.','fixed','P2Y',NULL,NULL,'["case_closed"]','none',NULL,NULL,NULL,NULL,NULL,'erase','2020-03-04',NULL,NULL,NULL,NULL,NULL,'P1Y');
INSERT INTO retention VALUES(161,149,2,'R2','Contact details in the module','data',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'rolling','P1Y','2026-05-20',NULL,NULL,'event',NULL,NULL,NULL,'["end_of_employment"]',NULL,'["end_of_contract"]',NULL,NULL,NULL,NULL,'erase',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO retention VALUES(162,149,3,'R3','Backups of the module','backups',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'rolling','P1Y','2026-05-20',NULL,NULL,'at_most','P35D',NULL,NULL,'["deletion_of_original"]','none',NULL,NULL,NULL,NULL,NULL,'erase',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO retention VALUES(171,169,1,'R1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'fixed','P30D',NULL,NULL,'["not_stated"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'30 days',NULL,NULL,NULL,NULL);
CREATE TABLE retention_hold (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    reason TEXT,
    "case" TEXT,
    since TEXT,
    review_on TEXT,
    lifted_on TEXT,
    lifted_because TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO retention_hold VALUES(126,125,1,'X1','Inspection by the Work Environment Authority','Inspection 2023-118','2023-03-06','2024-03-06','2023-12-18','The inspection was closed.','"Keep the certificates until they have gone."','Ordered by the head of HR.',NULL,NULL);
INSERT INTO retention_hold VALUES(127,125,2,'X2','Dispute on sick pay, three employees',NULL,'2026-02-01','2027-02-01',NULL,NULL,NULL,NULL,'{"case":"It is not before a court."}',NULL);
INSERT INTO retention_hold VALUES(165,141,1,'X1','Appeal',NULL,'2026-11-02','2027-05-01',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "retention_data_categories" (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_category (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO retention_data_categories VALUES(118,1,110);
INSERT INTO retention_data_categories VALUES(128,1,110);
INSERT INTO retention_data_categories VALUES(118,2,111);
INSERT INTO retention_data_categories VALUES(118,3,112);
INSERT INTO retention_data_categories VALUES(125,1,113);
INSERT INTO retention_data_categories VALUES(141,1,133);
INSERT INTO retention_data_categories VALUES(141,2,134);
INSERT INTO retention_data_categories VALUES(148,1,134);
INSERT INTO retention_data_categories VALUES(145,1,135);
INSERT INTO retention_data_categories VALUES(161,1,152);
INSERT INTO retention_data_categories VALUES(162,1,152);
INSERT INTO retention_data_categories VALUES(158,1,153);
INSERT INTO retention_data_categories VALUES(162,2,153);
INSERT INTO retention_data_categories VALUES(158,2,154);
INSERT INTO retention_data_categories VALUES(162,3,154);
CREATE TABLE IF NOT EXISTS "retention_subjects" (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES data_subject (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO retention_subjects VALUES(125,1,109);
INSERT INTO retention_subjects VALUES(141,1,131);
INSERT INTO retention_subjects VALUES(141,2,132);
CREATE TABLE IF NOT EXISTS "retention_disposal_decision" (
    holder INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO retention_disposal_decision VALUES(158,1,'Document management plan, HR','case 2020-031');
CREATE TABLE IF NOT EXISTS "holding" (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES retention (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    name TEXT,
    started_on TEXT,
    extended_until TEXT,
    extended_because TEXT,
    extended_law TEXT CHECK (extended_law IS NULL OR json_valid(extended_law)),
    disposed_on TEXT,
    disposed_by TEXT,
    method TEXT,
    evidence TEXT,
    early_because TEXT,
    extent TEXT,
    decision TEXT,
    decision_on TEXT,
    witness TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO holding VALUES(119,118,1,'H1','Calendar year 2017','2017-12-31',NULL,NULL,NULL,'2025-01-16','The responsible unit','Deleted in the system; backups overwritten after 35 days','Deletion log 2025-01-16, held by the archivist',NULL,'412 pay slips and the year''s statements','Municipal board 2024-11-05, § 118','2024-11-05','The archivist','"2017 is gone."','The first batch in the system.',NULL,NULL);
INSERT INTO holding VALUES(120,118,2,'H2','Calendar year 2018','2018-12-31',NULL,NULL,NULL,'2026-01-16','The responsible unit','Deleted in the system; backups overwritten after 35 days','Deletion log 2026-01-16, held by the archivist',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(121,118,3,'H3','Calendar year 2022','2022-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(124,118,4,'H4','Calendar year 2025','2025-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"holds":"No dispute or audit is open."}',NULL);
INSERT INTO holding VALUES(142,141,1,'H1','Batch 2024-Q1','2024-03-31',NULL,NULL,NULL,'2026-04-16','The responsible unit','Deleted in the system; backups overwritten after 35 days','Deletion log 2026-04-16, held by the archivist',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(143,141,2,'H2','Batch 2025-Q2','2025-06-30',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(144,141,3,'H3','Batch 2026-Q1','2026-03-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(146,145,1,'H1','Batch 2025-Q4','2025-12-31',NULL,NULL,NULL,'2026-07-16','The responsible unit','Deleted in the system; backups overwritten after 35 days','Deletion log 2026-07-16, held by the archivist',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(147,145,2,'H2','Batch 2026-Q3','2026-09-30',NULL,NULL,NULL,'2026-11-21','IT',NULL,NULL,'Asked for','3 files','KS 2026/12','2026-11-01','The archivist',NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(159,158,1,'H1','Calendar year 2023','2023-12-31',NULL,NULL,NULL,'2026-01-16','The responsible unit','Deleted in the system; backups overwritten after 35 days','Deletion log 2026-01-16, held by the archivist',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO holding VALUES(160,158,2,'H2','Calendar year 2025','2025-06-30',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE holding_hold (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES holding (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    reason TEXT,
    "case" TEXT,
    since TEXT,
    review_on TEXT,
    lifted_on TEXT,
    lifted_because TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO holding_hold VALUES(122,121,1,'X1','Audit by the Tax Agency','Case 2024-0311','2024-02-12','2025-02-12','2024-11-29','The audit ended without remarks.','"Nothing goes while they look."','The papers were copied for the agency.',NULL,NULL);
INSERT INTO holding_hold VALUES(123,121,2,'X2','Wage dispute before the Labour Court',NULL,'2025-09-01','2027-09-01','2026-11-21','Settled out of court',NULL,NULL,'{"case":"No number has been given yet."}',NULL);
INSERT INTO holding_hold VALUES(163,121,3,'X3','Dispute about pay',NULL,'2026-11-01','2027-11-01',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE IF NOT EXISTS "waiver" (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    rule TEXT,
    record INTEGER,
    key TEXT,
    words TEXT,
    reason TEXT,
    until TEXT,
    "by" TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (ref)
) STRICT;
CREATE TABLE IF NOT EXISTS "change_set" (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    label TEXT NOT NULL,
    undoes INTEGER REFERENCES change_set (number),
    salt TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO change_set VALUES(1,'2025-10-07T10:45:58+02:00','Privacy office','Create the register with our boards and company',NULL,'21fc44cf1ce1102536226c2178158033','','f02703235ccd46b9c7059c3fb6ff2206d6ea13ea5c7c09415fa3adfd037ba3aa');
INSERT INTO change_set VALUES(2,'2025-11-10T09:05:43+01:00','Privacy office','Record suppliers, partners and authorities',NULL,'fe5b80cdad468e10204bfa5ee19df7a4','f02703235ccd46b9c7059c3fb6ff2206d6ea13ea5c7c09415fa3adfd037ba3aa','7505fb45031a9f6a2876dffe9050884a44f67266c5c2aa4255f4434bac3996e3');
INSERT INTO change_set VALUES(3,'2025-12-08T14:04:30+01:00','Privacy office','Record security measures and retention schedules',NULL,'7642eb96c81e9a9e86fc091a46059800','7505fb45031a9f6a2876dffe9050884a44f67266c5c2aa4255f4434bac3996e3','b65d0c0ce1a8acb7b82ce3f15c534e2e3d457937576cbfb7a83743bc36915c7d');
INSERT INTO change_set VALUES(4,'2026-01-05T15:11:17+01:00','Privacy office','Record agreements',NULL,'dc151d6009399f26293fa92e24a87c19','b65d0c0ce1a8acb7b82ce3f15c534e2e3d457937576cbfb7a83743bc36915c7d','9cbb11afe3c66454c04b6c2ccbc5ff7db738c0a967793fc500402f55eb6d0c4b');
INSERT INTO change_set VALUES(5,'2026-02-09T15:29:53+01:00','Privacy office','Record processing activities',NULL,'700da5b54bcc415b196c3c0fbc4455fa','9cbb11afe3c66454c04b6c2ccbc5ff7db738c0a967793fc500402f55eb6d0c4b','00d848e8be3de792f388ecd6340ffbdd75e93424724308c2c9a061ad2ba67ba6');
INSERT INTO change_set VALUES(6,'2026-03-11T08:45:06+01:00','Privacy office','Record processing activities',NULL,NULL,'00d848e8be3de792f388ecd6340ffbdd75e93424724308c2c9a061ad2ba67ba6','8c1e85a1e80ed9af4ff11dfca0ce9b8830c01fbc17f283523485326ad0cf21a2');
INSERT INTO change_set VALUES(7,'2026-04-07T15:05:52+02:00','Privacy office','Record processing activities',NULL,NULL,'8c1e85a1e80ed9af4ff11dfca0ce9b8830c01fbc17f283523485326ad0cf21a2','e12c6cc9ed448237c625738760935476a6ee2639a406cc17c0f2db2925d1ea3b');
INSERT INTO change_set VALUES(8,'2026-05-12T08:18:21+02:00','Privacy office','Link agreements and related activities',NULL,'914fb90af90ee2fe496d7155dd2d73e7','e12c6cc9ed448237c625738760935476a6ee2639a406cc17c0f2db2925d1ea3b','57f5ab56abe74f83b8f681d770b845d7b2e88ce3d60a8e9fc53491157a63eeb9');
INSERT INTO change_set VALUES(9,'2026-06-08T08:09:07+02:00','Privacy office','Delete a duplicate supplier',NULL,'04d0bb7e85a6f6585884b3930dd6e26d','57f5ab56abe74f83b8f681d770b845d7b2e88ce3d60a8e9fc53491157a63eeb9','95b9b7ade840b09c0d8953ff86d122ae0f38446c3ce3cc7f6b0cfb50bdd0d426');
INSERT INTO change_set VALUES(10,'2026-07-13T09:25:28+02:00','Privacy office','Annual review and approval',NULL,'b3fd1e587eeaf867e85b68e02cc3c19d','95b9b7ade840b09c0d8953ff86d122ae0f38446c3ce3cc7f6b0cfb50bdd0d426','2efbfec07ff2db24e90ca3f179fe4365fb1b83d89fad2257d947848e207baae4');
INSERT INTO change_set VALUES(11,'2026-11-20T09:00:00+01:00','Data protection officer',replace('Legal hold: Calendar year 2022 (A1/R1/H3)\nDispute about pay','\n',char(10)),NULL,'955c5d7a96e443f0b6b455483c712490','2efbfec07ff2db24e90ca3f179fe4365fb1b83d89fad2257d947848e207baae4','68fb57aabf9c9a6ee24170d8039051db01de3b6258b3e39dcf719118e29fc7ff');
INSERT INTO change_set VALUES(12,'2026-11-20T09:00:00+01:00','Data protection officer',replace('Redaction: owner of A2\nThe person asked for it','\n',char(10)),NULL,'6c6ec77e27df4530b691f7ef08813862','68fb57aabf9c9a6ee24170d8039051db01de3b6258b3e39dcf719118e29fc7ff','d395c69766a5b99434ff9cf9829a9d174511acf7b9a60df8865ef681f31c6dd6');
INSERT INTO change_set VALUES(13,'2026-11-20T09:00:00+01:00','Data protection officer','Review of Payroll and absence (A1)',NULL,'c0bec3db96a54202a8156b2c0468f1ac','d395c69766a5b99434ff9cf9829a9d174511acf7b9a60df8865ef681f31c6dd6','d68c07d723dd65f0ed7497f4add531998dbefd8c683a7f9e38dbc1b1d10f609a');
INSERT INTO change_set VALUES(14,'2026-11-20T09:00:00+01:00','Data protection officer','Undo: Review of Payroll and absence (A1)',13,'5e2b1f587fe942628616331731841dd3','d68c07d723dd65f0ed7497f4add531998dbefd8c683a7f9e38dbc1b1d10f609a','925bee5140130962f383274440284974e6bfd851c64d3b93448f966583d7693c');
INSERT INTO change_set VALUES(15,'2026-11-20T09:00:00+01:00','Data protection officer','Redo: Review of Payroll and absence (A1)',14,'c76384a907c04bbb849721412f4e009f','925bee5140130962f383274440284974e6bfd851c64d3b93448f966583d7693c','e9db6073142b6aa5d07d07bf9d5e30a34a39e5fb53b43ce082a0378874400b4e');
INSERT INTO change_set VALUES(16,'2026-11-21T09:00:00+01:00','Data protection officer',replace('Legal hold: Applications of those not appointed (A2/R1)\nAppeal','\n',char(10)),NULL,'658176017f3e4bb48ad99bb1d2044f1f','e9db6073142b6aa5d07d07bf9d5e30a34a39e5fb53b43ce082a0378874400b4e','71a05bb007e3a5c831e2f7a9621e27f24a23c9cae7da20793f6cd43c1b43427a');
INSERT INTO change_set VALUES(17,'2026-11-21T09:00:00+01:00','Data protection officer',replace('Legal hold lifted: Wage dispute before the Labour Court (A1/R1/H3/X2)\nSettled out of court','\n',char(10)),NULL,'f89e7e10f46c4ff18d16ddeb29ae4cbb','71a05bb007e3a5c831e2f7a9621e27f24a23c9cae7da20793f6cd43c1b43427a','f44535c9538632dd69bda2f5c62c4951589fefcc34ac55cbe1ac7c4980ea7e57');
INSERT INTO change_set VALUES(18,'2026-11-21T09:00:00+01:00','Data protection officer',replace('Erasure of Batch 2026-Q3 (A2/R2/H2)\nAsked for','\n',char(10)),NULL,'8d7720ac01c24dcdb9d07aa0b45fd3d8','f44535c9538632dd69bda2f5c62c4951589fefcc34ac55cbe1ac7c4980ea7e57','df8b3aa433aaaacdbd0c90ade60bf8675992a34ae1cd1de8863097f20c0e3183');
INSERT INTO change_set VALUES(19,'2026-11-22T09:00:00+01:00','Data protection officer','Review of █████ (A3)',NULL,NULL,'df8b3aa433aaaacdbd0c90ade60bf8675992a34ae1cd1de8863097f20c0e3183','4322590caae405cb4eccc6371a711fd238c2c374b37779596bfb886e9cae3dbb');
INSERT INTO change_set VALUES(20,'2026-11-22T09:00:00+01:00','Data protection officer',replace('Import of e2.json\nVersion three','\n',char(10)),NULL,'6654f2e44bd7403a9ec4c7edb8458e4c','4322590caae405cb4eccc6371a711fd238c2c374b37779596bfb886e9cae3dbb','68d23e43dcd0be516593f31ca0f2c11e98c4c14909c25b8e623dcbfe09634ea7');
INSERT INTO change_set VALUES(21,'2026-11-23T09:00:00+01:00','Data protection officer','Undo: Import of e2.json',20,'1b7d2b6a712148898eb6af6223cb5bf8','68d23e43dcd0be516593f31ca0f2c11e98c4c14909c25b8e623dcbfe09634ea7','454ac14820a71183cae7a6d1b69ba522e8210029f77b5114ced78fa0563c79f8');
INSERT INTO change_set VALUES(22,'2026-11-23T09:00:00+01:00','Data protection officer','Redo: Import of e2.json',21,'f663a3c60bcc4a75a7b097c52d64ff30','454ac14820a71183cae7a6d1b69ba522e8210029f77b5114ced78fa0563c79f8','01cd1395b0bb6b3d328953926c146a96f76b8474ba3fc4e8a76aef9b706e0920');
INSERT INTO change_set VALUES(23,'2026-11-23T09:00:00+01:00','Data protection officer',replace('Redaction: name of A3\nx','\n',char(10)),NULL,'34c3e17ece4f429ab37a2034e25f1831','01cd1395b0bb6b3d328953926c146a96f76b8474ba3fc4e8a76aef9b706e0920','22fbfaa4db45058ed495ef4ad0cde1efef3d04fcd431673f1c9e453f46657ed5');
INSERT INTO change_set VALUES(24,'2026-11-23T09:00:00+01:00','Data protection officer','Review of Recruitment (A2)',NULL,'e513b8d41c644e8e8d64fe5f4cc4b4f9','22fbfaa4db45058ed495ef4ad0cde1efef3d04fcd431673f1c9e453f46657ed5','68d389a72ce4e99296a41cad860c494145f08d0bc3ea3a006d75a3a662574893');
INSERT INTO change_set VALUES(25,'2026-11-24T09:00:00+01:00','Tester','Review of A3',NULL,'e2c97c1b9a29421db9f4dc458ebfb548','68d389a72ce4e99296a41cad860c494145f08d0bc3ea3a006d75a3a662574893','7bdb81c2af4deba44411772dbaeca720ce1d0baacbd1dc6dda48a4ec063ddac2');
INSERT INTO change_set VALUES(26,'2026-11-24T09:00:00+01:00','Tester','Edition: Board, 24 Nov',NULL,'05b53e5e722f4f02a4192d95fa998668','7bdb81c2af4deba44411772dbaeca720ce1d0baacbd1dc6dda48a4ec063ddac2','d62e0247cee109a240a05843e4f0b29fe2a0e7407b163385f909d6dfeb2f7e53');
INSERT INTO change_set VALUES(27,'2026-11-24T09:00:00+01:00','Tester','Import of v.csv',NULL,'9e49732b54754d6aaf74b968fa0ffd4b','d62e0247cee109a240a05843e4f0b29fe2a0e7407b163385f909d6dfeb2f7e53','6f00794f607e05fa139338d49245345cae114e7d1d30e8a325dfcf289dc6abc6');
INSERT INTO change_set VALUES(28,'2026-11-24T09:00:00+01:00','Tester','Undo: Import of v.csv',27,'1a3da61ed0ac4930ad5db87932143e44','6f00794f607e05fa139338d49245345cae114e7d1d30e8a325dfcf289dc6abc6','3f850da7228e4f231da430a06cb542ff7dea42b7497a6f45af0aa89a9f161d8f');
INSERT INTO change_set VALUES(29,'2026-11-24T09:00:00+01:00','Tester','Redo: Import of v.csv',28,'da954622a98b401a969df07134303f31','3f850da7228e4f231da430a06cb542ff7dea42b7497a6f45af0aa89a9f161d8f','d149d7c1cb1bdf53381b0414908ee03d177b4cdd3cd35376dab54f0ffedf4da1');
INSERT INTO change_set VALUES(30,'2026-11-24T09:00:00+01:00','Tester','Questions to HR department',NULL,'faa9293365094957b350a55d0e0549de','d149d7c1cb1bdf53381b0414908ee03d177b4cdd3cd35376dab54f0ffedf4da1','f202e7fe07f5c80b026f0ab24fc3ed28b796c9c67599fab6931e07255b9d561d');
CREATE TABLE IF NOT EXISTS "change" (
    change_set INTEGER NOT NULL REFERENCES change_set (number),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    ref TEXT NOT NULL,
    field TEXT,
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    after TEXT CHECK (after IS NULL OR json_valid(after)),
    PRIMARY KEY (change_set, position)
) STRICT, WITHOUT ROWID;
INSERT INTO change VALUES(1,1,'register',1,'',NULL,NULL,'{"ref":"","id":"63cbe1e4-5932-4dd7-844c-3cd7f43c661c","title":"Record of processing activities of Lindhamra Municipality","language":"en","default_review_interval":"P1Y","notes":"A fictional register. Nobody and nothing in it exists."}');
INSERT INTO change VALUES(1,2,'organisation',2,'O1',NULL,NULL,'{"ref":"O1","name":"Lindhamra Municipality","trading_names":["Lindhamra Town","Visit Lindhamra"],"registration_number":"212000-9017","vat_number":"SE212000901701","phone":"+46 980 319 200","email":"kommun@lindhamra.example","website":"https://www.lindhamra.example","addresses":["Town Hall, Storgatan 1, 123 00 Lindhamra"],"country":"SE","ours":true,"public_authority":true,"employees":3150,"supervisory_authority":["IMY"],"notes":"The legal person; each board is the controller of its own processing.","contacts.representative":{"none":"Established in Sweden; Art. 27 does not apply."},"parent":{"none":"Top of the group."}}');
INSERT INTO change VALUES(1,3,'contact',3,'O1/K1',NULL,NULL,'{"ref":"K1","parent":2,"position":1,"role":"dpo","title":"Data protection officer","name":"External DPO service","email":"dataskyddsombud@lindhamra.example","phone":"+46 980 319 201","external":true}');
INSERT INTO change VALUES(1,4,'contact',4,'O1/K2',NULL,NULL,'{"ref":"K2","parent":2,"position":2,"role":"privacy","title":"Privacy office","address":"Town Hall, Storgatan 1, 123 00 Lindhamra","country":"SE","email":"dataskydd@lindhamra.example","notes":"Answers on weekdays.","phone":{"none":"Answers by email only."}}');
INSERT INTO change VALUES(1,5,'contact',5,'O1/K3',NULL,NULL,'{"ref":"K3","parent":2,"position":3,"role":"security","title":"Security desk","email":"sakerhet@lindhamra.example","phone":"+46 980 319 202","as_stated":"\"Report incidents to the security desk, day and night.\""}');
INSERT INTO change VALUES(1,6,'time_limit',6,'O1/L1',NULL,NULL,'{"ref":"L1","parent":2,"position":1,"subject":"Answer to a data subject''s request","period":"P1M","start":"receipt of the request","provision":"Guideline for data protection, section 4","as_stated":"\"Within one month.\"","notes":"Art. 12(3) allows two more months."}');
INSERT INTO change VALUES(1,7,'time_limit',7,'O1/L2',NULL,NULL,'{"ref":"L2","parent":2,"position":2,"subject":"Notice of a personal data breach to the authority","period":"PT72H","start":"the breach became known","provision":{"none":"Taken directly from Art. 33(1)."}}');
INSERT INTO change VALUES(1,8,'organisation',8,'O2',NULL,NULL,'{"ref":"O2","name":"Lindhamra Municipal Executive Board","registration_number":"212000-9017","email":"kommunstyrelsen@lindhamra.example","addresses":["Town Hall, Storgatan 1, 123 00 Lindhamra"],"country":"SE","ours":true,"parent":"O1","public_authority":true,"supervisory_authority":["IMY"],"contacts.representative":{"none":"Established in Sweden; Art. 27 does not apply."},"employees":{"none":"Included in the municipality''s figure."}}');
INSERT INTO change VALUES(1,9,'contact',9,'O2/K1',NULL,NULL,'{"ref":"K1","parent":8,"position":1,"role":"dpo","title":"Data protection officer","name":"External DPO service","email":"dataskyddsombud@lindhamra.example","phone":"+46 980 319 201","external":true}');
INSERT INTO change VALUES(1,10,'organisation',10,'O3',NULL,NULL,'{"ref":"O3","name":"Lindhamra Children and Education Board","registration_number":"212000-9017","email":"utbildning@lindhamra.example","addresses":["Town Hall, Storgatan 1, 123 00 Lindhamra"],"country":"SE","ours":true,"parent":"O1","public_authority":true,"supervisory_authority":["IMY"],"contacts.representative":{"none":"Established in Sweden; Art. 27 does not apply."},"employees":{"none":"Included in the municipality''s figure."}}');
INSERT INTO change VALUES(1,11,'contact',11,'O3/K1',NULL,NULL,'{"ref":"K1","parent":10,"position":1,"role":"dpo","title":"Data protection officer","name":"External DPO service","email":"dataskyddsombud@lindhamra.example","phone":"+46 980 319 201","external":true}');
INSERT INTO change VALUES(1,12,'organisation',12,'O4',NULL,NULL,'{"ref":"O4","name":"Lindhamra Social Welfare Board","registration_number":"212000-9017","email":"social@lindhamra.example","addresses":["Town Hall, Storgatan 1, 123 00 Lindhamra"],"country":"SE","ours":true,"parent":"O1","public_authority":true,"supervisory_authority":["IMY"],"contacts.representative":{"none":"Established in Sweden; Art. 27 does not apply."},"employees":{"none":"Included in the municipality''s figure."}}');
INSERT INTO change VALUES(1,13,'contact',13,'O4/K1',NULL,NULL,'{"ref":"K1","parent":12,"position":1,"role":"dpo","title":"Data protection officer","name":"External DPO service","email":"dataskyddsombud@lindhamra.example","phone":"+46 980 319 201","external":true}');
INSERT INTO change VALUES(1,14,'organisation',14,'O5',NULL,NULL,'{"ref":"O5","name":"Lindhamra Environment and Building Board","registration_number":"212000-9017","email":"bygg@lindhamra.example","addresses":["Town Hall, Storgatan 1, 123 00 Lindhamra"],"country":"SE","ours":true,"parent":"O1","public_authority":true,"supervisory_authority":["IMY"],"contacts.representative":{"none":"Established in Sweden; Art. 27 does not apply."},"employees":{"none":"Included in the municipality''s figure."}}');
INSERT INTO change VALUES(1,15,'contact',15,'O5/K1',NULL,NULL,'{"ref":"K1","parent":14,"position":1,"role":"dpo","title":"Data protection officer","name":"External DPO service","email":"dataskyddsombud@lindhamra.example","phone":"+46 980 319 201","external":true}');
INSERT INTO change VALUES(1,16,'organisation',16,'O6',NULL,NULL,'{"ref":"O6","name":"Lindhamra Culture and Leisure Board","registration_number":"212000-9017","email":"kultur@lindhamra.example","addresses":["Town Hall, Storgatan 1, 123 00 Lindhamra"],"country":"SE","ours":true,"parent":"O1","public_authority":true,"supervisory_authority":["IMY"],"contacts.representative":{"none":"Established in Sweden; Art. 27 does not apply."},"employees":{"none":"Included in the municipality''s figure."}}');
INSERT INTO change VALUES(1,17,'contact',17,'O6/K1',NULL,NULL,'{"ref":"K1","parent":16,"position":1,"role":"dpo","title":"Data protection officer","name":"External DPO service","email":"dataskyddsombud@lindhamra.example","phone":"+46 980 319 201","external":true}');
INSERT INTO change VALUES(1,18,'organisation',18,'O7',NULL,NULL,'{"ref":"O7","name":"Lindhamra Technical Services Board","registration_number":"212000-9017","email":"teknik@lindhamra.example","addresses":["Town Hall, Storgatan 1, 123 00 Lindhamra"],"country":"SE","ours":true,"parent":"O1","public_authority":true,"supervisory_authority":["IMY"],"contacts.representative":{"none":"Established in Sweden; Art. 27 does not apply."},"employees":{"none":"Included in the municipality''s figure."}}');
INSERT INTO change VALUES(1,19,'contact',19,'O7/K1',NULL,NULL,'{"ref":"K1","parent":18,"position":1,"role":"dpo","title":"Data protection officer","name":"External DPO service","email":"dataskyddsombud@lindhamra.example","phone":"+46 980 319 201","external":true}');
INSERT INTO change VALUES(1,20,'organisation',20,'O8',NULL,NULL,'{"ref":"O8","name":"Lindhamra Election Board","registration_number":"212000-9017","email":"val@lindhamra.example","addresses":["Town Hall, Storgatan 1, 123 00 Lindhamra"],"country":"SE","ours":true,"parent":"O1","public_authority":true,"supervisory_authority":["IMY"],"contacts.representative":{"none":"Established in Sweden; Art. 27 does not apply."},"employees":{"none":"Included in the municipality''s figure."}}');
INSERT INTO change VALUES(1,21,'contact',21,'O8/K1',NULL,NULL,'{"ref":"K1","parent":20,"position":1,"role":"dpo","title":"Data protection officer","name":"External DPO service","email":"dataskyddsombud@lindhamra.example","phone":"+46 980 319 201","external":true}');
INSERT INTO change VALUES(1,22,'organisation',22,'O9',NULL,NULL,'{"ref":"O9","name":"Lindhamra Bostäder AB","registration_number":"556999-0013","vat_number":"SE556999001201","phone":"+46 980 319 240","email":"info@bostader.lindhamra.example","website":"https://bostader.lindhamra.example","addresses":["Hyresvägen 4, 123 02 Lindhamra"],"country":"SE","ours":true,"parent":"O1","public_authority":false,"employees":264,"supervisory_authority":["IMY"],"category":["group_company"],"contacts.dpo":{"none":"Not required: no core activity under Art. 37(1)(b) or (c); assessed 2025-11-03."},"contacts.representative":{"none":"Established in Sweden; Art. 27 does not apply."}}');
INSERT INTO change VALUES(1,23,'contact',23,'O9/K1',NULL,NULL,'{"ref":"K1","parent":22,"position":1,"role":"privacy","title":"Data protection contact","email":"dataskydd@bostader.lindhamra.example","phone":"+46 980 319 241"}');
INSERT INTO change VALUES(2,1,'organisation',24,'O10',NULL,NULL,'{"ref":"O10","name":"Lönvik System AB","trading_names":["Lönvik Lön"],"registration_number":"556999-0104","email":"info@lonvik.example","website":"https://www.lonvik.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,2,'contact',25,'O10/K1',NULL,NULL,'{"ref":"K1","parent":24,"position":1,"role":"other","title":"Account desk","email":"kund@lonvik.example","phone":{"none":"Reached by email only."}}');
INSERT INTO change VALUES(2,3,'organisation',26,'O11',NULL,NULL,'{"ref":"O11","name":"Molnhall Drift AB","trading_names":["Molnhall"],"registration_number":"556999-0203","email":"info@molnhall.example","website":"https://www.molnhall.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,4,'organisation',27,'O12',NULL,NULL,'{"ref":"O12","name":"Skolstigen Nordic AB","trading_names":["Skolstigen"],"registration_number":"556999-0302","email":"info@skolstigen.example","website":"https://www.skolstigen.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,5,'organisation',28,'O13',NULL,NULL,'{"ref":"O13","name":"Brightpigeon Mail Corp.","email":"info@brightpigeon.example","website":"https://www.brightpigeon.example","country":"US","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,6,'contact',29,'O13/K1',NULL,NULL,'{"ref":"K1","parent":28,"position":1,"role":"representative","title":"EU representative, Art. 27","name":"Clonbrook Representation Ltd","address":"12 Harbour Row, Dublin","country":"IE","email":"art27@clonbrook.example","phone":"+353 20 910 0101","external":true}');
INSERT INTO change VALUES(2,7,'organisation',30,'O14',NULL,NULL,'{"ref":"O14","name":"Kartlod Analytics Corp.","email":"info@kartlod.example","website":"https://www.kartlod.example","country":"US","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,8,'organisation',31,'O15',NULL,NULL,'{"ref":"O15","name":"Bokspår Bibliotekssystem AB","trading_names":["Bokspår"],"registration_number":"556999-0401","email":"info@bokspar.example","website":"https://www.bokspar.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,9,'organisation',32,'O16',NULL,NULL,'{"ref":"O16","name":"Spelplan Bokning AB","registration_number":"556999-0500","email":"info@spelplan.example","website":"https://www.spelplan.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,10,'organisation',33,'O17',NULL,NULL,'{"ref":"O17","name":"Parkora Oy","registration_number":"9999999-1","email":"info@parkora.example","website":"https://www.parkora.example","country":"FI","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,11,'organisation',34,'O18',NULL,NULL,'{"ref":"O18","name":"Fjordvakt AS","registration_number":"999 999 990","email":"info@fjordvakt.example","website":"https://www.fjordvakt.example","country":"NO","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,12,'organisation',35,'O19',NULL,NULL,'{"ref":"O19","name":"Deskbay Group plc","email":"info@deskbay-group.example","website":"https://www.deskbay-group.example","country":"GB","ours":false,"public_authority":false,"category":["supplier","group_company"]}');
INSERT INTO change VALUES(2,13,'organisation',36,'O20',NULL,NULL,'{"ref":"O20","name":"Deskbay Services Pvt Ltd","email":"info@deskbay.example","website":"https://www.deskbay.example","country":"IN","ours":false,"parent":"O19","public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,14,'organisation',37,'O21',NULL,NULL,'{"ref":"O21","name":"Tystlinjen AB","registration_number":"556999-0609","email":"info@tystlinjen.example","website":"https://www.tystlinjen.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,15,'organisation',38,'O22',NULL,NULL,'{"ref":"O22","name":"Arkivstenen AB","registration_number":"556999-0708","email":"info@arkivstenen.example","website":"https://www.arkivstenen.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,16,'organisation',39,'O23',NULL,NULL,'{"ref":"O23","name":"Ombudsbyrån Tallklint AB","registration_number":"556999-0807","email":"info@tallklint.example","website":"https://www.tallklint.example","country":"SE","ours":false,"public_authority":false,"category":["consultant"]}');
INSERT INTO change VALUES(2,17,'organisation',40,'O24',NULL,NULL,'{"ref":"O24","name":"Kreditvägen Upplysning AB","registration_number":"556999-0906","email":"info@kreditvagen.example","website":"https://www.kreditvagen.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,18,'organisation',41,'O25',NULL,NULL,'{"ref":"O25","name":"Aptly Assess Ltd","email":"info@aptly-assess.example","website":"https://www.aptly-assess.example","country":"GB","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,19,'organisation',42,'O26',NULL,NULL,'{"ref":"O26","name":"Veldview Interviews (Pty) Ltd","email":"info@veldview.example","website":"https://www.veldview.example","country":"ZA","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,20,'organisation',43,'O27',NULL,NULL,'{"ref":"O27","name":"Stoepside References (Pty) Ltd","email":"info@stoepside.example","website":"https://www.stoepside.example","country":"ZA","ours":false,"public_authority":false,"category":["partner"]}');
INSERT INTO change VALUES(2,21,'organisation',44,'O28',NULL,NULL,'{"ref":"O28","name":"Kortalås Passersystem AB","registration_number":"556999-1003","email":"info@kortalas.example","website":"https://www.kortalas.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,22,'organisation',45,'O29',NULL,NULL,'{"ref":"O29","name":"Sjöbo Handlager IT AB","registration_number":"556999-1102","email":"info@handlager.example","website":"https://www.handlager.example","country":"SE","ours":false,"public_authority":false,"category":["reseller"]}');
INSERT INTO change VALUES(2,23,'organisation',46,'O30',NULL,NULL,'{"ref":"O30","name":"Larmhem Vakt AB","registration_number":"556999-1201","email":"info@larmhem.example","website":"https://www.larmhem.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,24,'organisation',47,'O31',NULL,NULL,'{"ref":"O31","name":"Rådvik Utvärdering d.o.o.","email":"info@radvik.example","website":"https://www.radvik.example","country":"RS","ours":false,"public_authority":false,"category":["consultant"]}');
INSERT INTO change VALUES(2,25,'organisation',48,'O32',NULL,NULL,'{"ref":"O32","name":"Molnhall Drift Aktiebolag","registration_number":"556999-0203","email":"info@molnhall-drift.example","website":"https://www.molnhall-drift.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}');
INSERT INTO change VALUES(2,26,'organisation',49,'O33',NULL,NULL,'{"ref":"O33","name":"Norrhamra Municipality","registration_number":"212000-9108","email":"kommun@norrhamra.example","country":"SE","ours":false,"public_authority":true,"category":["customer"]}');
INSERT INTO change VALUES(2,27,'contact',50,'O33/K1',NULL,NULL,'{"ref":"K1","parent":49,"position":1,"role":"dpo","title":"Data protection officer","email":"dataskyddsombud@norrhamra.example"}');
INSERT INTO change VALUES(2,28,'organisation',51,'O34',NULL,NULL,'{"ref":"O34","name":"Västerlunda Municipality","registration_number":"212000-9207","email":"kommun@vasterlunda.example","country":"SE","ours":false,"public_authority":true,"category":["customer"]}');
INSERT INTO change VALUES(2,29,'contact',52,'O34/K1',NULL,NULL,'{"ref":"K1","parent":51,"position":1,"role":"dpo","title":"Data protection officer","email":"dataskyddsombud@vasterlunda.example"}');
INSERT INTO change VALUES(2,30,'organisation',53,'O35',NULL,NULL,'{"ref":"O35","name":"Mellansjö Library Circle","registration_number":"222000-9305","phone":"+46 980 319 260","email":"ringen@bokringen.example","country":"SE","ours":false,"public_authority":true,"category":["partner"]}');
INSERT INTO change VALUES(2,31,'contact',54,'O35/K1',NULL,NULL,'{"ref":"K1","parent":53,"position":1,"role":"privacy","email":"dataskydd@bokringen.example"}');
INSERT INTO change VALUES(2,32,'organisation',55,'O36',NULL,NULL,'{"ref":"O36","name":"Swedish Tax Agency","country":"SE","ours":false,"public_authority":true,"category":["authority"]}');
INSERT INTO change VALUES(3,1,'measure',56,'M1',NULL,NULL,'{"ref":"M1","name":"Two-factor sign-in and roles","description":"Two-factor sign-in; access rights follow the role, are requested by the head of unit and reviewed every six months.","kind":"access_control","organisations":["O1","O2","O3","O4","O5","O6","O7","O8","O9"],"implemented_on":"2021-03-01","documents":[{"title":"Guideline for access rights","address":"case 2021-118"}]}');
INSERT INTO change VALUES(3,2,'measure',57,'M2',NULL,NULL,'{"ref":"M2","name":"Encryption in transit and at rest","description":"TLS 1.2 or later on every connection; disks and backups encrypted with AES-256; keys are kept by the IT department.","kind":"encryption","organisations":["O1","O2","O3","O4","O5","O6","O7","O8","O9"],"implemented_on":"2021-03-01","documents":{"none":"The description is complete here."}}');
INSERT INTO change VALUES(3,3,'measure',58,'M3',NULL,NULL,'{"ref":"M3","name":"Audit log of access and changes","description":"Every view of and change to a case is logged with user and time; random samples are checked monthly.","kind":"logging","implemented_on":"2022-01-15"}');
INSERT INTO change VALUES(3,4,'measure',59,'M4',NULL,NULL,'{"ref":"M4","name":"Backups and restore tests","description":"Nightly backups are kept for 35 days at a second site; restoring is tested every quarter.","kind":"restoring","organisations":["O1","O2","O3","O4","O5","O6","O7","O8","O9"],"implemented_on":"2021-03-01"}');
INSERT INTO change VALUES(3,5,'measure',60,'M5',NULL,NULL,'{"ref":"M5","name":"Redundant power and network","description":"Duplicate power, network and cooling, with alarms to the duty engineer.","kind":"availability","implemented_on":"2021-03-01"}');
INSERT INTO change VALUES(3,6,'measure',61,'M6',NULL,NULL,'{"ref":"M6","name":"Pseudonymised statistics","description":"Identity numbers are replaced by keyed hashes before data reach statistics; the key is kept apart.","kind":"pseudonymisation","implemented_on":"2023-05-01"}');
INSERT INTO change VALUES(3,7,'measure',62,'M7',NULL,NULL,'{"ref":"M7","name":"Change control and checksums","description":"System changes are approved by two people; archived files carry checksums that are verified monthly.","kind":"integrity","implemented_on":"2021-03-01"}');
INSERT INTO change VALUES(3,8,'measure',63,'M8',NULL,NULL,'{"ref":"M8","name":"Yearly penetration test","description":"An outside firm tests the public services each autumn; findings are fixed within 30 days.","kind":"testing","implemented_on":"2024-10"}');
INSERT INTO change VALUES(3,9,'measure',64,'M9',NULL,NULL,'{"ref":"M9","name":"Locked premises","description":"Archive and server rooms are locked and alarmed, with access for named roles only; visits are logged.","kind":"physical","implemented_on":"2021-03-01"}');
INSERT INTO change VALUES(3,10,'measure',65,'M10',NULL,NULL,'{"ref":"M10","name":"Data minimisation in forms","description":"Forms are reviewed yearly and free-text fields carry a warning against unnecessary details.","kind":"minimisation","implemented_on":"2023"}');
INSERT INTO change VALUES(3,11,'measure',66,'M11',NULL,NULL,'{"ref":"M11","name":"Annual review of processors","description":"Every year each processor answers a questionnaire and submits its audit report; gaps are followed up within 60 days.","kind":"supplier_control","implemented_on":"2021-03-01"}');
INSERT INTO change VALUES(3,12,'measure',67,'M12',NULL,NULL,'{"ref":"M12","name":"Training and confidentiality","description":"New staff sign a confidentiality reminder and complete a course in their first month, repeated every two years.","kind":"organisational","organisations":["O1","O2","O3","O4","O5","O6","O7","O8","O9"],"implemented_on":"2021-03-01","notes":"Attendance is followed up by HR."}');
INSERT INTO change VALUES(3,13,'measure',68,'M13',NULL,NULL,'{"ref":"M13","name":"Search for misplaced identity numbers","description":"A monthly search of shared folders for identity numbers; planned to start in 2027.","kind":"testing","planned":true,"implemented_on":"2027-02"}');
INSERT INTO change VALUES(3,14,'schedule',69,'S1',NULL,NULL,'{"ref":"S1","name":"Accounting records, seven years","kind":"fixed","period":"P7Y","direction":"after","start":["end_of_financial_year"],"rounding":"end_of_calendar_year","law":["Bokföringslag (1999:1078) 7 kap. 2 §"],"law_sets":"minimum","disposition":"erase","disposal_decision":{"title":"Erasure decision 2019-204","address":"case 2019-204"},"disposal_decided_on":"2019-06-12","responsible":"Finance department","notes":"From the end of the calendar year in which the financial year ended.","period_max":{"none":"The law sets no ceiling."}}');
INSERT INTO change VALUES(3,15,'schedule',70,'S2',NULL,NULL,'{"ref":"S2","name":"Applications, two years after the decision","kind":"fixed","period":"P2Y","start":["decision"],"rounding":"none","law":["Diskrimineringslag (2008:567) 6 kap. 4 §"],"law_sets":"limitation","disposition":"erase","responsible":"HR department"}');
INSERT INTO change VALUES(3,16,'schedule',71,'S3',NULL,NULL,'{"ref":"S3","name":"Whistleblowing cases, at most two years","kind":"at_most","period":"P2Y","start":["case_closed"],"rounding":"none","law":["Lag (2021:890) om skydd för personer som rapporterar om missförhållanden 7 kap."],"law_sets":"maximum","disposition":"erase","responsible":"Municipal lawyer"}');
INSERT INTO change VALUES(3,17,'schedule',72,'S4',NULL,NULL,'{"ref":"S4","name":"Social services files, five years after the last entry","kind":"fixed","period":"P5Y","start":["last_entry"],"rounding":"none","law":["Socialtjänstlag (2025:400)"],"law_sets":"exact","disposition":"erase","responsible":"Head of Social Services"}');
INSERT INTO change VALUES(3,18,'schedule',73,'S5',NULL,NULL,'{"ref":"S5","name":"Patient records, at least ten years","kind":"at_least","period":"P10Y","start":["last_entry"],"rounding":"none","law":["Patientdatalag (2008:355) 3 kap. 17 §"],"law_sets":"minimum","disposition":"review","responsible":"Head of Education"}');
INSERT INTO change VALUES(3,19,'schedule',74,'S6',NULL,NULL,'{"ref":"S6","name":"Procurement documents, four years","kind":"fixed","period":"P4Y","start":["decision"],"rounding":"none","law":["Lag (2016:1145) om offentlig upphandling 12 kap. 17 §"],"law_sets":"minimum","disposition":"erase","responsible":"Head of Procurement"}');
INSERT INTO change VALUES(3,20,'schedule',75,'S7',NULL,NULL,'{"ref":"S7","name":"Camera recordings, 72 hours to 30 days","kind":"range","period":"PT72H","period_max":"P30D","start":["collection"],"rounding":"none","law":["Kamerabevakningslag (2018:1200)"],"law_sets":"guidance","disposition":"erase","responsible":"Managing director"}');
INSERT INTO change VALUES(3,21,'schedule',76,'S8',NULL,NULL,'{"ref":"S8","name":"Preserved for research and public access","kind":"permanent","law":["Arkivlag (1990:782) 3, 10 §§"],"disposition":"preserve","responsible":"Municipal archivist"}');
INSERT INTO change VALUES(3,22,'schedule',77,'S9',NULL,NULL,'{"ref":"S9","name":"Until consent is withdrawn","kind":"event","start":["withdrawal"],"rounding":"end_of_calendar_month","ends_on":["withdrawal","erasure_request"],"ends_when":"first","criterion":"Erased in the next monthly run after withdrawal.","disposition":"erase"}');
INSERT INTO change VALUES(4,1,'agreement',78,'G1',NULL,NULL,'{"ref":"G1","organisation":"O10","our_party":"O2","our_role":"controller","kind":"processor_contract","status":"signed","version":"2.1","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-107"}],"covers_all":false,"notes":"Replaces the contract of 2018."}');
INSERT INTO change VALUES(4,2,'sub_processor',79,'G1/Q1',NULL,NULL,'{"ref":"Q1","parent":78,"position":1,"organisation":"O20","service":"Second-line support","countries":["IN"],"authorisation":"specific","authorised_on":"2023-04-18","objection_until":"2023-05-18","as_stated":"\"Support outside office hours.\"","notes":"Screen sharing only; no data are stored."}');
INSERT INTO change VALUES(4,3,'sub_processor',80,'G1/Q2',NULL,NULL,'{"ref":"Q2","parent":78,"position":2,"name":"Nattkopia AB","service":"Backups","countries":["SE"],"authorisation":"general","authorised_on":"2024-02-01","objection_until":{"none":"The objection period has passed without objection."}}');
INSERT INTO change VALUES(4,4,'agreement',81,'G2',NULL,NULL,'{"ref":"G2","organisation":"O11","our_party":"O2","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-114"}],"covers_all":true}');
INSERT INTO change VALUES(4,5,'agreement',82,'G3',NULL,NULL,'{"ref":"G3","organisation":"O12","our_party":"O3","our_role":"controller","kind":"processor_contract","status":"signed","version":"3.0","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-121"}],"covers_all":true}');
INSERT INTO change VALUES(4,6,'agreement',83,'G4',NULL,NULL,'{"ref":"G4","organisation":"O14","our_party":"O2","our_role":"controller","kind":"processor_contract","status":"in_terms","version":"2026-01","signed_on":"2023-04-18","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-128"}],"covers_all":true,"valid_until":{"none":"Runs until terminated, with three months'' notice."}}');
INSERT INTO change VALUES(4,7,'agreement',84,'G5',NULL,NULL,'{"ref":"G5","organisation":"O13","our_party":"O6","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-135"}],"covers_all":true}');
INSERT INTO change VALUES(4,8,'agreement',85,'G6',NULL,NULL,'{"ref":"G6","organisation":"O15","our_party":"O6","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-142"}],"covers_all":true}');
INSERT INTO change VALUES(4,9,'agreement',86,'G7',NULL,NULL,'{"ref":"G7","organisation":"O35","our_party":"O6","our_role":"joint_controller","kind":"joint_arrangement","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-149"}],"covers_all":true}');
INSERT INTO change VALUES(4,10,'agreement',87,'G8',NULL,NULL,'{"ref":"G8","organisation":"O17","our_party":"O7","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-156"}],"covers_all":true}');
INSERT INTO change VALUES(4,11,'agreement',88,'G9',NULL,NULL,'{"ref":"G9","organisation":"O18","our_party":"O7","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-163"}],"covers_all":true}');
INSERT INTO change VALUES(4,12,'agreement',89,'G10',NULL,NULL,'{"ref":"G10","organisation":"O20","our_party":"O2","our_role":"controller","kind":"clauses","status":"signed","version":"2021/914","instrument":"scc-2021-914","modules":["2","3","4"],"signed_on":"2023-05-02","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-170"}],"covers_all":true}');
INSERT INTO change VALUES(4,13,'agreement',90,'G11',NULL,NULL,'{"ref":"G11","organisation":"O20","our_party":"O2","our_role":"processor","kind":"bcr","status":"signed","version":"BCR-P 2024","signed_on":"2024-06-03","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-177"}],"covers_all":true}');
INSERT INTO change VALUES(4,14,'agreement',91,'G12',NULL,NULL,'{"ref":"G12","organisation":"O21","our_party":"O2","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-184"}],"covers_all":true}');
INSERT INTO change VALUES(4,15,'agreement',92,'G13',NULL,NULL,'{"ref":"G13","organisation":"O22","our_party":"O2","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-191"}],"covers_all":true}');
INSERT INTO change VALUES(4,16,'agreement',93,'G14',NULL,NULL,'{"ref":"G14","organisation":"O24","category":"Information service acting as controller","our_party":"O9","our_role":"controller","kind":"other","status":"unsigned","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-198"}],"covers_all":true,"notes":"Terms of service under negotiation; not a processor."}');
INSERT INTO change VALUES(4,17,'agreement',94,'G15',NULL,NULL,'{"ref":"G15","organisation":"O25","our_party":"O2","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-205"}],"covers_all":true}');
INSERT INTO change VALUES(4,18,'agreement',95,'G16',NULL,NULL,'{"ref":"G16","organisation":"O26","our_party":"O2","our_role":"controller","kind":"clauses","status":"signed","version":"2021/914","instrument":"scc-2021-914","modules":["2"],"signed_on":"2024-01-22","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-212"}],"covers_all":true}');
INSERT INTO change VALUES(4,19,'agreement',96,'G17',NULL,NULL,'{"ref":"G17","organisation":"O26","our_party":"O2","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-219"}],"covers_all":true}');
INSERT INTO change VALUES(4,20,'agreement',97,'G18',NULL,NULL,'{"ref":"G18","organisation":"O28","our_party":"O2","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-226"}],"covers_all":true}');
INSERT INTO change VALUES(4,21,'agreement',98,'G19',NULL,NULL,'{"ref":"G19","organisation":"O28","our_party":"O2","our_role":"controller","kind":"certification","status":"signed","version":"2025","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-233"}],"covers_all":true}');
INSERT INTO change VALUES(4,22,'agreement',99,'G20',NULL,NULL,'{"ref":"G20","organisation":"O30","our_party":"O9","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-240"}],"covers_all":true}');
INSERT INTO change VALUES(4,23,'agreement',100,'G21',NULL,NULL,'{"ref":"G21","organisation":"O31","our_party":"O2","our_role":"controller","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-247"}],"covers_all":true}');
INSERT INTO change VALUES(4,24,'agreement',101,'G22',NULL,NULL,'{"ref":"G22","organisation":"O27","our_party":"O9","our_role":"controller","kind":"clauses","status":"signed","version":"2021/914","instrument":"scc-2021-914","modules":["1"],"signed_on":"2025-02-10","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-254"}],"covers_all":true}');
INSERT INTO change VALUES(4,25,'agreement',102,'G23',NULL,NULL,'{"ref":"G23","organisation":"O33","our_party":"O2","our_role":"processor","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-261"}],"covers_all":true}');
INSERT INTO change VALUES(4,26,'agreement',103,'G24',NULL,NULL,'{"ref":"G24","organisation":"O34","our_party":"O2","our_role":"processor","kind":"processor_contract","status":"signed","signed_on":"2023-04-18","valid_until":"2028-03-31","review_on":"2027-04","documents":[{"title":"Contract","address":"no. 2023-268"}],"covers_all":true}');
INSERT INTO change VALUES(5,1,'activity',106,'A1',NULL,NULL,'{"ref":"A1","name":"Payroll and absence","role":"controller","organisation":"O2","regime":"gdpr","department":"HR department","owner":"Head of HR","record_status":"in_review","state":"running","started_on":"2018-05-25","description":"Salaries, holidays and absence of the municipality''s staff, from timesheets to payment and annual income statements.","systems":["Lönvik Lön"],"countries":["SE"],"source":["data_subject","employer"],"automated_decisions":false,"profiling":false,"online_service":false,"dpia_required":"no","notices":[{"title":"How we use personal data","address":"https://www.lindhamra.example/gdpr/payroll"}],"measures":["M1","M2","M3","M4"],"review_interval":"P1Y","documents":[{"title":"Interview notes","address":"case 2026-014"}],"provenance":"Interview with the payroll unit, January 2026","tags":["staff"],"as_stated":"\"We pay some three thousand people on the 27th.\"","notes":"Pensions are described under the employer''s insurance.","dpia_criteria":{"none":"No criterion of WP 248 rev.01 applies; assessed at the latest review."}}');
INSERT INTO change VALUES(5,2,'purpose',107,'A1/P1',NULL,NULL,'{"ref":"P1","parent":106,"position":1,"text":"Pay salaries and expenses, and report taxes and contributions","legal_bases":["6-1-b","6-1-c"],"laws":["Skatteförfarandelag (2011:1244) 10 kap., 15 kap."],"as_stated":"\"So that everybody gets the right pay.\"","notes":"The contract is the employment contract with the collective agreement.","consent_proof":{"none":"Consent is not relied on."}}');
INSERT INTO change VALUES(5,3,'purpose',108,'A1/P2',NULL,NULL,'{"ref":"P2","parent":106,"position":2,"text":"Deduct trade union fees at the employee''s request","legal_bases":["6-1-b"]}');
INSERT INTO change VALUES(5,4,'data_subject',109,'A1/U1',NULL,NULL,'{"ref":"U1","parent":106,"position":1,"category":["employees"],"children":false,"number":"about 3,150","as_stated":"\"all staff\"","notes":"Elected representatives too, for their fees."}');
INSERT INTO change VALUES(5,5,'data_category',110,'A1/D1',NULL,NULL,'{"ref":"D1","parent":106,"position":1,"category":["identification","contact"],"items":"Name, postal address, email, telephone","kind":"ordinary","subjects":["U1"]}');
INSERT INTO change VALUES(5,6,'data_category',111,'A1/D2',NULL,NULL,'{"ref":"D2","parent":106,"position":2,"category":["national_id_number"],"items":"Swedish personal identity number or coordination number","kind":"national_id","laws":["Lag (2018:218) 3 kap. 10 §"],"subjects":["U1"],"notes":"Needed for secure identification against the population register."}');
INSERT INTO change VALUES(5,7,'data_category',112,'A1/D3',NULL,NULL,'{"ref":"D3","parent":106,"position":3,"category":["employment","financial"],"items":"Salary, working time, bank account, tax table","kind":"ordinary","subjects":["U1"]}');
INSERT INTO change VALUES(5,8,'data_category',113,'A1/D4',NULL,NULL,'{"ref":"D4","parent":106,"position":4,"category":["health","union"],"items":"Sick leave; trade union membership if a fee is deducted","kind":"special","special_kinds":["health","trade_union_membership"],"art9_conditions":["9-2-b"],"laws":["Lag (1991:1047) om sjuklön","Lag (2018:218) 3 kap. 2 §"],"subjects":["U1"],"only_if":"the employee is ill, or has asked for the deduction","secrecy":"OSL 39 kap. 2 §","protected_identity":true,"as_stated":"\"sick leave, union fee\""}');
INSERT INTO change VALUES(5,9,'recipient',114,'A1/C1',NULL,NULL,'{"ref":"C1","parent":106,"position":1,"organisation":"O10","role":"processor","service":"Payroll system as a service","countries":["SE"],"data_categories":["D1","D2","D3","D4"],"purpose":"Runs the payroll system.","agreement":"G1","as_stated":"\"Our system supplier.\"","notes":"Support outside office hours from India."}');
INSERT INTO change VALUES(5,10,'recipient',115,'A1/C2',NULL,NULL,'{"ref":"C2","parent":106,"position":2,"organisation":"O36","role":"authority","service":"Statements of income each month","countries":["SE"],"agreement":{"none":"Public authority acting under its own statute; no contract required."}}');
INSERT INTO change VALUES(5,11,'recipient',116,'A1/C3',NULL,NULL,'{"ref":"C3","parent":106,"position":3,"organisation":"O20","role":"sub_processor","service":"Second-line support","countries":["IN"],"agreement":"G1"}');
INSERT INTO change VALUES(5,12,'transfer',117,'A1/T1',NULL,NULL,'{"ref":"T1","parent":106,"position":1,"state":"actual","recipients":["C1","C3"],"organisation":"O20","country":"IN","data_categories":["D1","D3"],"mechanisms":["art46-2-c"],"instrument":"scc-2021-914","modules":["3"],"agreement":"G10","assessed_on":"2026-04-15","assessment":{"title":"Transfer impact assessment","address":"case 2026-077"},"supplementary_measures":"Screen sharing without copying; sessions are recorded and end after 30 minutes; the keys stay in Sweden.","valid_from":"2023-05-02","valid_until":"2028-05-01","as_stated":"\"Night support sits in India.\"","notes":"Module 3: from our processor to its sub-processor."}');
INSERT INTO change VALUES(5,13,'retention',118,'A1/R1',NULL,NULL,'{"ref":"R1","parent":106,"position":1,"name":"Payroll records","scope":"data","data_categories":["D1","D2","D3"],"schedule":"S1","places":["Lönvik Lön"],"provider":"C1","provider_stated":"the payroll system","mode":"batch","responsible":"Head of HR","as_stated":"\"Seven years, like the books.\"","notes":"Only what is accounting information."}');
INSERT INTO change VALUES(5,14,'holding',119,'A1/R1/H1',NULL,NULL,'{"ref":"H1","parent":118,"position":1,"name":"Calendar year 2017","started_on":"2017-12-31","decision":"Municipal board 2024-11-05, § 118","decision_on":"2024-11-05","disposed_on":"2025-01-16","disposed_by":"The responsible unit","witness":"The archivist","extent":"412 pay slips and the year''s statements","method":"Deleted in the system; backups overwritten after 35 days","evidence":"Deletion log 2025-01-16, held by the archivist","as_stated":"\"2017 is gone.\"","notes":"The first batch in the system."}');
INSERT INTO change VALUES(5,15,'holding',120,'A1/R1/H2',NULL,NULL,'{"ref":"H2","parent":118,"position":2,"name":"Calendar year 2018","started_on":"2018-12-31","disposed_on":"2026-01-16","disposed_by":"The responsible unit","method":"Deleted in the system; backups overwritten after 35 days","evidence":"Deletion log 2026-01-16, held by the archivist"}');
INSERT INTO change VALUES(5,16,'holding',121,'A1/R1/H3',NULL,NULL,'{"ref":"H3","parent":118,"position":3,"name":"Calendar year 2022","started_on":"2022-12-31"}');
INSERT INTO change VALUES(5,17,'holding_hold',122,'A1/R1/H3/X1',NULL,NULL,'{"ref":"X1","parent":121,"position":1,"reason":"Audit by the Tax Agency","case":"Case 2024-0311","since":"2024-02-12","review_on":"2025-02-12","lifted_on":"2024-11-29","lifted_because":"The audit ended without remarks.","as_stated":"\"Nothing goes while they look.\"","notes":"The papers were copied for the agency."}');
INSERT INTO change VALUES(5,18,'holding_hold',123,'A1/R1/H3/X2',NULL,NULL,'{"ref":"X2","parent":121,"position":2,"reason":"Wage dispute before the Labour Court","since":"2025-09-01","review_on":"2027-09-01","case":{"none":"No number has been given yet."}}');
INSERT INTO change VALUES(5,19,'holding',124,'A1/R1/H4',NULL,NULL,'{"ref":"H4","parent":118,"position":4,"name":"Calendar year 2025","started_on":"2025-12-31","holds":{"none":"No dispute or audit is open."}}');
INSERT INTO change VALUES(5,20,'retention',125,'A1/R2',NULL,NULL,'{"ref":"R2","parent":106,"position":2,"name":"Absence and certificates","scope":"data","data_categories":["D4"],"subjects":["U1"],"mode":"rolling","check_interval":"P1Y","last_checked_on":"2026-05-20","kept_longer_if":"A dispute about sick pay goes on.","kind":"fixed","period":"P2Y","start":["end_of_employment"],"rounding":"none","ends_on":["end_of_contract"],"ends_when":"last","law":["Semesterlag (1977:480) 33 §"],"law_sets":"limitation","disposition":"erase"}');
INSERT INTO change VALUES(5,21,'retention_hold',126,'A1/R2/X1',NULL,NULL,'{"ref":"X1","parent":125,"position":1,"reason":"Inspection by the Work Environment Authority","case":"Inspection 2023-118","since":"2023-03-06","review_on":"2024-03-06","lifted_on":"2023-12-18","lifted_because":"The inspection was closed.","as_stated":"\"Keep the certificates until they have gone.\"","notes":"Ordered by the head of HR."}');
INSERT INTO change VALUES(5,22,'retention_hold',127,'A1/R2/X2',NULL,NULL,'{"ref":"X2","parent":125,"position":2,"reason":"Dispute on sick pay, three employees","since":"2026-02-01","review_on":"2027-02-01","case":{"none":"It is not before a court."}}');
INSERT INTO change VALUES(5,23,'retention',128,'A1/R3',NULL,NULL,'{"ref":"R3","parent":106,"position":3,"name":"System logs","scope":"logs","data_categories":["D1"],"mode":"rolling","check_interval":"P1Y","last_checked_on":"2026-05-20","kind":"fixed","period":"P18M","start":["collection"],"rounding":"end_of_calendar_month","disposition":"erase"}');
INSERT INTO change VALUES(6,1,'activity',129,'A2',NULL,NULL,'{"ref":"A2","name":"Recruitment","role":"controller","organisation":"O2","regime":"gdpr","department":"HR department","owner":{"redacted":true},"record_status":"approved","approved_by":"The board, by delegation","approved_on":"2026-03-12","state":"running","started_on":"2019-01-01","description":"Advertising posts, receiving applications, tests and interviews, and deciding on appointments.","systems":["Recruitment portal"],"countries":["SE","GB","ZA"],"source":["data_subject","third_parties"],"automated_decisions":false,"profiling":true,"age_limit":16,"online_service":true,"dpia_criteria":["wp248-1","wp248-8"],"dpia_required":"yes","dpia_status":"done","dpia_done_on":"2025-05-14","dpia_review_on":"2027-09-30","dpia_documents":[{"title":"Impact assessment, case 2025-211","address":"2025-211"}],"dpia_residual_risk":"medium","notices":[{"title":"How we use personal data","address":"https://www.lindhamra.example/gdpr/recruitment"}],"opt_out":["Mail to the HR department","Button in the portal"],"measures":["M1","M2","M10","M11"],"review_interval":"P1Y","last_reviewed_on":"2026-03-10","next_review_on":"2027-03-10"}');
INSERT INTO change VALUES(6,2,'purpose',130,'A2/P1',NULL,NULL,'{"ref":"P1","parent":129,"position":1,"text":"Select and appoint staff, and account for the decision","legal_bases":["6-1-e","6-1-c"],"laws":["Regeringsformen 12 kap. 5 §","Diskrimineringslag (2008:567) 6 kap. 4 §"]}');
INSERT INTO change VALUES(6,3,'data_subject',131,'A2/U1',NULL,NULL,'{"ref":"U1","parent":129,"position":1,"category":["applicants"],"number":"about 4,000 a year"}');
INSERT INTO change VALUES(6,4,'data_subject',132,'A2/U2',NULL,NULL,'{"ref":"U2","parent":129,"position":2,"category":["contact_persons"],"number":{"none":"Not counted."}}');
INSERT INTO change VALUES(6,5,'data_category',133,'A2/D1',NULL,NULL,'{"ref":"D1","parent":129,"position":1,"category":["identification","contact"],"items":"Name, postal address, email, telephone","kind":"ordinary","subjects":["U1","U2"]}');
INSERT INTO change VALUES(6,6,'data_category',134,'A2/D2',NULL,NULL,'{"ref":"D2","parent":129,"position":2,"category":["education","employment"],"items":"CVs, certificates, references","kind":"ordinary","subjects":["U1"],"secrecy":{"none":"Applications are public records."}}');
INSERT INTO change VALUES(6,7,'data_category',135,'A2/D3',NULL,NULL,'{"ref":"D3","parent":129,"position":3,"category":["images","preferences"],"items":"Recorded interview and test result","kind":"ordinary","subjects":["U1"],"only_if":"the post is filled through a test"}');
INSERT INTO change VALUES(6,8,'recipient',136,'A2/C1',NULL,NULL,'{"ref":"C1","parent":129,"position":1,"organisation":"O25","role":"processor","service":"Aptitude tests","countries":["GB"],"data_categories":["D1","D3"],"agreement":"G15"}');
INSERT INTO change VALUES(6,9,'recipient',137,'A2/C2',NULL,NULL,'{"ref":"C2","parent":129,"position":2,"organisation":"O26","role":"processor","service":"Recorded interviews","countries":["ZA"],"data_categories":["D1","D3"],"agreement":"G17"}');
INSERT INTO change VALUES(6,10,'recipient',138,'A2/C3',NULL,NULL,'{"ref":"C3","parent":129,"position":3,"category":"People requesting public documents","role":"public","only_if":"no confidentiality applies"}');
INSERT INTO change VALUES(6,11,'transfer',139,'A2/T1',NULL,NULL,'{"ref":"T1","parent":129,"position":1,"state":"actual","recipients":["C1"],"country":"GB","data_categories":["D1","D3"],"mechanisms":["art45"],"instrument":"GB-2021-1772","conditions":[{"condition":"gb_not_immigration","answer":"yes","checked_on":"2026-02-03","note":"Recruitment tests only"}],"valid_from":"2022-09-01","supplementary_measures":{"none":"Not needed under an adequacy decision."}}');
INSERT INTO change VALUES(6,12,'transfer',140,'A2/T2',NULL,NULL,'{"ref":"T2","parent":129,"position":2,"state":"actual","recipients":["C2"],"country":"ZA","data_categories":["D3"],"mechanisms":["art46-2-c"],"instrument":"scc-2021-914","modules":["2"],"agreement":"G16","assessed_on":"2026-02-20","assessment":{"title":"Transfer impact assessment","address":"case 2026-041"},"supplementary_measures":"Recordings are encrypted with our own key."}');
INSERT INTO change VALUES(6,13,'retention',141,'A2/R1',NULL,NULL,'{"ref":"R1","parent":129,"position":1,"name":"Applications of those not appointed","scope":"data","data_categories":["D1","D2"],"subjects":["U1","U2"],"schedule":"S2","mode":"batch"}');
INSERT INTO change VALUES(6,14,'holding',142,'A2/R1/H1',NULL,NULL,'{"ref":"H1","parent":141,"position":1,"name":"Batch 2024-Q1","started_on":"2024-03-31","disposed_on":"2026-04-16","disposed_by":"The responsible unit","method":"Deleted in the system; backups overwritten after 35 days","evidence":"Deletion log 2026-04-16, held by the archivist"}');
INSERT INTO change VALUES(6,15,'holding',143,'A2/R1/H2',NULL,NULL,'{"ref":"H2","parent":141,"position":2,"name":"Batch 2025-Q2","started_on":"2025-06-30"}');
INSERT INTO change VALUES(6,16,'holding',144,'A2/R1/H3',NULL,NULL,'{"ref":"H3","parent":141,"position":3,"name":"Batch 2026-Q1","started_on":"2026-03-31"}');
INSERT INTO change VALUES(6,17,'retention',145,'A2/R2',NULL,NULL,'{"ref":"R2","parent":129,"position":2,"name":"Recorded interviews and tests","scope":"data","data_categories":["D3"],"mode":"batch","kind":"fixed","period":"P6M","start":["decision"],"rounding":"none","disposition":"erase","responsible":"HR department","law":{"none":"No law sets the period; it allows time for an appeal."}}');
INSERT INTO change VALUES(6,18,'holding',146,'A2/R2/H1',NULL,NULL,'{"ref":"H1","parent":145,"position":1,"name":"Batch 2025-Q4","started_on":"2025-12-31","disposed_on":"2026-07-16","disposed_by":"The responsible unit","method":"Deleted in the system; backups overwritten after 35 days","evidence":"Deletion log 2026-07-16, held by the archivist"}');
INSERT INTO change VALUES(6,19,'holding',147,'A2/R2/H2',NULL,NULL,'{"ref":"H2","parent":145,"position":2,"name":"Batch 2026-Q3","started_on":"2026-09-30"}');
INSERT INTO change VALUES(6,20,'retention',148,'A2/R3',NULL,NULL,'{"ref":"R3","parent":129,"position":3,"name":"Original certificates sent in","scope":"data","data_categories":["D2"],"approximate":true,"mode":"rolling","check_interval":"P1Y","last_checked_on":"2026-05-20","kind":"at_most","period":"P14D","start":["decision"],"rounding":"none","disposition":"return"}');
INSERT INTO change VALUES(7,1,'activity',149,'A3',NULL,NULL,'{"ref":"A3","name":{"redacted":true},"role":"controller","organisation":"O2","regime":"gdpr","department":"HR department","owner":"Head of HR","record_status":"approved","approved_by":"The board, by delegation","approved_on":"2026-03-12","state":"running","started_on":"2019-01-01","description":"Plans and follow-up for employees on their way back to work after long absence.","systems":["Lönvik Lön"],"countries":["SE"],"source":["data_subject","employer"],"automated_decisions":false,"profiling":false,"online_service":false,"dpia_criteria":["wp248-4","wp248-7"],"dpia_required":"yes","dpia_status":"done","dpia_done_on":"2024-11-20","dpia_review_on":"2027-09-30","dpia_documents":[{"title":"Impact assessment, case 2024-090","address":"2024-090"}],"dpia_residual_risk":"medium","notices":[{"title":"How we use personal data","address":"https://www.lindhamra.example/gdpr/rehabilitation"}],"measures":["M1","M3","M9"],"review_interval":"P1Y","last_reviewed_on":"2026-03-10","next_review_on":"2027-03-10","related":["A1"],"transfers":{"none":"All recipients and systems are in Sweden or elsewhere in the EEA."}}');
INSERT INTO change VALUES(7,2,'purpose',150,'A3/P1',NULL,NULL,'{"ref":"P1","parent":149,"position":1,"text":"Fulfil the employer''s duty to plan and support the return to work","legal_bases":["6-1-c"],"laws":["Socialförsäkringsbalk (2010:110) 30 kap. 6 §"]}');
INSERT INTO change VALUES(7,3,'data_subject',151,'A3/U1',NULL,NULL,'{"ref":"U1","parent":149,"position":1,"category":["employees"],"vulnerable":true}');
INSERT INTO change VALUES(7,4,'data_category',152,'A3/D1',NULL,NULL,'{"ref":"D1","parent":149,"position":1,"category":["identification","contact"],"items":"Name, postal address, email, telephone","kind":"ordinary","subjects":["U1"]}');
INSERT INTO change VALUES(7,5,'data_category',153,'A3/D2',NULL,NULL,'{"ref":"D2","parent":149,"position":2,"category":["national_id_number"],"items":"Swedish personal identity number or coordination number","kind":"national_id","laws":["Lag (2018:218) 3 kap. 10 §"],"subjects":["U1"],"notes":"Needed for secure identification against the population register."}');
INSERT INTO change VALUES(7,6,'data_category',154,'A3/D3',NULL,NULL,'{"ref":"D3","parent":149,"position":3,"category":["health"],"items":"Medical certificates, capacity for work, adjustments","kind":"special","special_kinds":["health"],"art9_conditions":["9-2-b"],"laws":["Lag (2018:218) 3 kap. 2 §"],"subjects":["U1"],"secrecy":"OSL 39 kap. 1 §"}');
INSERT INTO change VALUES(7,7,'recipient',155,'A3/C1',NULL,NULL,'{"ref":"C1","parent":149,"position":1,"organisation":"O10","role":"processor","service":"Rehabilitation module","countries":["SE"],"agreement":"G1"}');
INSERT INTO change VALUES(7,8,'recipient',156,'A3/C2',NULL,NULL,'{"ref":"C2","parent":149,"position":2,"category":"Social insurance authority","role":"authority","purpose":"Plan for the return to work.","agreement":{"none":"Public authority acting under its own statute; no contract required."}}');
INSERT INTO change VALUES(7,9,'recipient',157,'A3/C3',NULL,NULL,'{"ref":"C3","parent":149,"position":3,"category":"Occupational health service chosen by the employee","role":"controller","only_if":"the employee agrees"}');
INSERT INTO change VALUES(7,10,'retention',158,'A3/R1',NULL,NULL,'{"ref":"R1","parent":149,"position":1,"name":"Rehabilitation files","scope":"data","data_categories":["D2","D3"],"mode":"batch","kind":"fixed","period":"P2Y","start":["case_closed"],"rounding":"none","disposition":"erase","disposal_decision":{"title":"Document management plan, HR","address":"case 2020-031"},"disposal_decided_on":"2020-03-04"}');
INSERT INTO change VALUES(7,11,'holding',159,'A3/R1/H1',NULL,NULL,'{"ref":"H1","parent":158,"position":1,"name":"Calendar year 2023","started_on":"2023-12-31","disposed_on":"2026-01-16","disposed_by":"The responsible unit","method":"Deleted in the system; backups overwritten after 35 days","evidence":"Deletion log 2026-01-16, held by the archivist"}');
INSERT INTO change VALUES(7,12,'holding',160,'A3/R1/H2',NULL,NULL,'{"ref":"H2","parent":158,"position":2,"name":"Calendar year 2025","started_on":"2025-06-30"}');
INSERT INTO change VALUES(7,13,'retention',161,'A3/R2',NULL,NULL,'{"ref":"R2","parent":149,"position":2,"name":"Contact details in the module","scope":"data","data_categories":["D1"],"mode":"rolling","check_interval":"P1Y","last_checked_on":"2026-05-20","kind":"event","start":["end_of_employment"],"ends_on":["end_of_contract"],"disposition":"erase"}');
INSERT INTO change VALUES(7,14,'retention',162,'A3/R3',NULL,NULL,'{"ref":"R3","parent":149,"position":3,"name":"Backups of the module","scope":"backups","data_categories":["D1","D2","D3"],"mode":"rolling","check_interval":"P1Y","last_checked_on":"2026-05-20","kind":"at_most","period":"P35D","start":["deletion_of_original"],"rounding":"none","disposition":"erase"}');
INSERT INTO change VALUES(8,1,'contact',3,'O1/K1','organisation',NULL,'"O23"');
INSERT INTO change VALUES(8,2,'contact',9,'O2/K1','organisation',NULL,'"O23"');
INSERT INTO change VALUES(8,3,'contact',11,'O3/K1','organisation',NULL,'"O23"');
INSERT INTO change VALUES(8,4,'contact',13,'O4/K1','organisation',NULL,'"O23"');
INSERT INTO change VALUES(8,5,'contact',15,'O5/K1','organisation',NULL,'"O23"');
INSERT INTO change VALUES(8,6,'contact',17,'O6/K1','organisation',NULL,'"O23"');
INSERT INTO change VALUES(8,7,'contact',19,'O7/K1','organisation',NULL,'"O23"');
INSERT INTO change VALUES(8,8,'contact',21,'O8/K1','organisation',NULL,'"O23"');
INSERT INTO change VALUES(8,9,'agreement',78,'G1','covers',NULL,'["A1","A3"]');
INSERT INTO change VALUES(8,10,'activity',106,'A1','related',NULL,'["A3"]');
INSERT INTO change VALUES(9,1,'organisation',48,'O32',NULL,'{"ref":"O32","name":"Molnhall Drift Aktiebolag","registration_number":"556999-0203","email":"info@molnhall-drift.example","website":"https://www.molnhall-drift.example","country":"SE","ours":false,"public_authority":false,"category":["supplier"]}',NULL);
INSERT INTO change VALUES(10,1,'activity',106,'A1','record_status','"in_review"','"approved"');
INSERT INTO change VALUES(10,2,'activity',106,'A1','approved_by',NULL,'"The board, by delegation"');
INSERT INTO change VALUES(10,3,'activity',106,'A1','approved_on',NULL,'"2026-03-12"');
INSERT INTO change VALUES(10,4,'activity',106,'A1','last_reviewed_on',NULL,'"2026-03-10"');
INSERT INTO change VALUES(10,5,'activity',106,'A1','next_review_on',NULL,'"2027-03-10"');
INSERT INTO change VALUES(11,1,'holding_hold',163,'A1/R1/H3/X3',NULL,NULL,'{"ref":"X3","parent":121,"position":3,"reason":"Dispute about pay","since":"2026-11-01","review_on":"2027-11-01"}');
INSERT INTO change VALUES(12,1,'redaction',164,'1/Z1',NULL,NULL,'{"ref":"Z1","parent":1,"position":1,"change":6,"places":["1.after.owner"],"hash":"f2126741c143508fecbe93a7aa2b98cb7c70f3a73dd15848dba4f79488efd5e9"}');
INSERT INTO change VALUES(12,2,'register',1,'1','ref','""','"1"');
INSERT INTO change VALUES(13,1,'activity',106,'A1','next_review_on','"2027-03-10"',NULL);
INSERT INTO change VALUES(13,2,'activity',106,'A1','last_reviewed_on','"2026-03-10"','"2026-11-20"');
INSERT INTO change VALUES(14,1,'activity',106,'A1','last_reviewed_on','"2026-11-20"','"2026-03-10"');
INSERT INTO change VALUES(14,2,'activity',106,'A1','next_review_on',NULL,'"2027-03-10"');
INSERT INTO change VALUES(15,1,'activity',106,'A1','next_review_on','"2027-03-10"',NULL);
INSERT INTO change VALUES(15,2,'activity',106,'A1','last_reviewed_on','"2026-03-10"','"2026-11-20"');
INSERT INTO change VALUES(16,1,'retention_hold',165,'A2/R1/X1',NULL,NULL,'{"ref":"X1","parent":141,"position":1,"reason":"Appeal","since":"2026-11-02","review_on":"2027-05-01"}');
INSERT INTO change VALUES(17,1,'holding_hold',123,'A1/R1/H3/X2','lifted_on',NULL,'"2026-11-21"');
INSERT INTO change VALUES(17,2,'holding_hold',123,'A1/R1/H3/X2','lifted_because',NULL,'"Settled out of court"');
INSERT INTO change VALUES(18,1,'holding',147,'A2/R2/H2','decision',NULL,'"KS 2026/12"');
INSERT INTO change VALUES(18,2,'holding',147,'A2/R2/H2','decision_on',NULL,'"2026-11-01"');
INSERT INTO change VALUES(18,3,'holding',147,'A2/R2/H2','disposed_on',NULL,'"2026-11-21"');
INSERT INTO change VALUES(18,4,'holding',147,'A2/R2/H2','disposed_by',NULL,'"IT"');
INSERT INTO change VALUES(18,5,'holding',147,'A2/R2/H2','witness',NULL,'"The archivist"');
INSERT INTO change VALUES(18,6,'holding',147,'A2/R2/H2','extent',NULL,'"3 files"');
INSERT INTO change VALUES(18,7,'holding',147,'A2/R2/H2','early_because',NULL,'"Asked for"');
INSERT INTO change VALUES(19,1,'activity',149,'A3','next_review_on','"2027-03-10"',NULL);
INSERT INTO change VALUES(19,2,'activity',149,'A3','last_reviewed_on','"2026-03-10"','"2026-11-22"');
INSERT INTO change VALUES(20,1,'organisation',2,'O1','notices',NULL,'[{"title":"Notice","address":"https://lindhamra.example/notice"}]');
INSERT INTO change VALUES(20,2,'organisation',24,'O10','external_ids',NULL,'[{"system":"suppliers","id":"77"}]');
INSERT INTO change VALUES(20,3,'transfer',117,'A1/T1','safeguards',NULL,'"Clauses, and encryption before the data leave."');
INSERT INTO change VALUES(20,4,'transfer',117,'A1/T1','fallback',NULL,'["art49-1-a"]');
INSERT INTO change VALUES(20,5,'transfer',117,'A1/T1','assessed',NULL,'true');
INSERT INTO change VALUES(20,6,'retention',118,'A1/R1','kept_longer_if',NULL,'"A claim is pending."');
INSERT INTO change VALUES(20,7,'retention',118,'A1/R1','active_period',NULL,'"P1Y"');
INSERT INTO change VALUES(20,8,'activity',129,'A2','regime','"gdpr"','"eudpr"');
INSERT INTO change VALUES(20,9,'transfer',139,'A2/T1','safeguards',NULL,'"Clauses, and encryption before the data leave."');
INSERT INTO change VALUES(20,10,'transfer',139,'A2/T1','fallback',NULL,'["art49-1-a"]');
INSERT INTO change VALUES(20,11,'transfer',139,'A2/T1','assessed',NULL,'true');
INSERT INTO change VALUES(20,12,'transfer',140,'A2/T2','safeguards',NULL,'"Clauses, and encryption before the data leave."');
INSERT INTO change VALUES(20,13,'transfer',140,'A2/T2','fallback',NULL,'["art49-1-a"]');
INSERT INTO change VALUES(20,14,'transfer',140,'A2/T2','assessed',NULL,'true');
INSERT INTO change VALUES(20,15,'retention',141,'A2/R1','kept_longer_if',NULL,'"A claim is pending."');
INSERT INTO change VALUES(20,16,'retention',141,'A2/R1','active_period',NULL,'"P1Y"');
INSERT INTO change VALUES(20,17,'activity',149,'A3','art9_conditions',NULL,'["9-2-b"]');
INSERT INTO change VALUES(20,18,'activity',149,'A3','art9_laws',NULL,'["Arbetsmiljölagen (1977:1160)"]');
INSERT INTO change VALUES(20,19,'activity',149,'A3','external_ids',NULL,'[{"system":"diary","id":"KS 2026/14"}]');
INSERT INTO change VALUES(20,20,'retention',158,'A3/R1','kept_longer_if',NULL,'"A claim is pending."');
INSERT INTO change VALUES(20,21,'retention',158,'A3/R1','active_period',NULL,'"P1Y"');
INSERT INTO change VALUES(21,1,'retention',158,'A3/R1','active_period','"P1Y"',NULL);
INSERT INTO change VALUES(21,2,'retention',158,'A3/R1','kept_longer_if','"A claim is pending."',NULL);
INSERT INTO change VALUES(21,3,'activity',149,'A3','external_ids','[{"system":"diary","id":"KS 2026/14"}]',NULL);
INSERT INTO change VALUES(21,4,'activity',149,'A3','art9_laws','["Arbetsmiljölagen (1977:1160)"]',NULL);
INSERT INTO change VALUES(21,5,'activity',149,'A3','art9_conditions','["9-2-b"]',NULL);
INSERT INTO change VALUES(21,6,'retention',141,'A2/R1','active_period','"P1Y"',NULL);
INSERT INTO change VALUES(21,7,'retention',141,'A2/R1','kept_longer_if','"A claim is pending."',NULL);
INSERT INTO change VALUES(21,8,'transfer',140,'A2/T2','assessed','true',NULL);
INSERT INTO change VALUES(21,9,'transfer',140,'A2/T2','fallback','["art49-1-a"]',NULL);
INSERT INTO change VALUES(21,10,'transfer',140,'A2/T2','safeguards','"Clauses, and encryption before the data leave."',NULL);
INSERT INTO change VALUES(21,11,'transfer',139,'A2/T1','assessed','true',NULL);
INSERT INTO change VALUES(21,12,'transfer',139,'A2/T1','fallback','["art49-1-a"]',NULL);
INSERT INTO change VALUES(21,13,'transfer',139,'A2/T1','safeguards','"Clauses, and encryption before the data leave."',NULL);
INSERT INTO change VALUES(21,14,'activity',129,'A2','regime','"eudpr"','"gdpr"');
INSERT INTO change VALUES(21,15,'retention',118,'A1/R1','active_period','"P1Y"',NULL);
INSERT INTO change VALUES(21,16,'retention',118,'A1/R1','kept_longer_if','"A claim is pending."',NULL);
INSERT INTO change VALUES(21,17,'transfer',117,'A1/T1','assessed','true',NULL);
INSERT INTO change VALUES(21,18,'transfer',117,'A1/T1','fallback','["art49-1-a"]',NULL);
INSERT INTO change VALUES(21,19,'transfer',117,'A1/T1','safeguards','"Clauses, and encryption before the data leave."',NULL);
INSERT INTO change VALUES(21,20,'organisation',24,'O10','external_ids','[{"system":"suppliers","id":"77"}]',NULL);
INSERT INTO change VALUES(21,21,'organisation',2,'O1','notices','[{"title":"Notice","address":"https://lindhamra.example/notice"}]',NULL);
INSERT INTO change VALUES(22,1,'organisation',2,'O1','notices',NULL,'[{"title":"Notice","address":"https://lindhamra.example/notice"}]');
INSERT INTO change VALUES(22,2,'organisation',24,'O10','external_ids',NULL,'[{"system":"suppliers","id":"77"}]');
INSERT INTO change VALUES(22,3,'transfer',117,'A1/T1','safeguards',NULL,'"Clauses, and encryption before the data leave."');
INSERT INTO change VALUES(22,4,'transfer',117,'A1/T1','fallback',NULL,'["art49-1-a"]');
INSERT INTO change VALUES(22,5,'transfer',117,'A1/T1','assessed',NULL,'true');
INSERT INTO change VALUES(22,6,'retention',118,'A1/R1','kept_longer_if',NULL,'"A claim is pending."');
INSERT INTO change VALUES(22,7,'retention',118,'A1/R1','active_period',NULL,'"P1Y"');
INSERT INTO change VALUES(22,8,'activity',129,'A2','regime','"gdpr"','"eudpr"');
INSERT INTO change VALUES(22,9,'transfer',139,'A2/T1','safeguards',NULL,'"Clauses, and encryption before the data leave."');
INSERT INTO change VALUES(22,10,'transfer',139,'A2/T1','fallback',NULL,'["art49-1-a"]');
INSERT INTO change VALUES(22,11,'transfer',139,'A2/T1','assessed',NULL,'true');
INSERT INTO change VALUES(22,12,'transfer',140,'A2/T2','safeguards',NULL,'"Clauses, and encryption before the data leave."');
INSERT INTO change VALUES(22,13,'transfer',140,'A2/T2','fallback',NULL,'["art49-1-a"]');
INSERT INTO change VALUES(22,14,'transfer',140,'A2/T2','assessed',NULL,'true');
INSERT INTO change VALUES(22,15,'retention',141,'A2/R1','kept_longer_if',NULL,'"A claim is pending."');
INSERT INTO change VALUES(22,16,'retention',141,'A2/R1','active_period',NULL,'"P1Y"');
INSERT INTO change VALUES(22,17,'activity',149,'A3','art9_conditions',NULL,'["9-2-b"]');
INSERT INTO change VALUES(22,18,'activity',149,'A3','art9_laws',NULL,'["Arbetsmiljölagen (1977:1160)"]');
INSERT INTO change VALUES(22,19,'activity',149,'A3','external_ids',NULL,'[{"system":"diary","id":"KS 2026/14"}]');
INSERT INTO change VALUES(22,20,'retention',158,'A3/R1','kept_longer_if',NULL,'"A claim is pending."');
INSERT INTO change VALUES(22,21,'retention',158,'A3/R1','active_period',NULL,'"P1Y"');
INSERT INTO change VALUES(23,1,'redaction',166,'1/Z2',NULL,NULL,'{"ref":"Z2","parent":1,"position":2,"change":7,"places":["1.after.name"],"hash":"abd4bf33deaae8979876a9557ca145554236dfd58e29164086c273393043124c"}');
INSERT INTO change VALUES(23,2,'redaction',167,'1/Z3',NULL,NULL,'{"ref":"Z3","parent":1,"position":3,"change":19,"places":["label"],"hash":"e32f7cb54da6c0e009ea564f5cfd51b035e44055e0976c742ba26d3dbdda7296"}');
INSERT INTO change VALUES(24,1,'activity',129,'A2','next_review_on','"2027-03-10"',NULL);
INSERT INTO change VALUES(24,2,'activity',129,'A2','last_reviewed_on','"2026-03-10"','"2026-11-23"');
INSERT INTO change VALUES(25,1,'activity',149,'A3','last_reviewed_on','"2026-11-22"','"2026-11-24"');
INSERT INTO change VALUES(26,1,'edition',168,'1/E1',NULL,NULL,'{"ref":"E1","parent":1,"position":1,"name":"Board, 24 Nov","change":25,"hash":"7bdb81c2af4deba44411772dbaeca720ce1d0baacbd1dc6dda48a4ec063ddac2","made_on":"2026-11-24","by":"Tester"}');
INSERT INTO change VALUES(27,1,'activity',169,'A4',NULL,NULL,'{"ref":"A4","name":"Visitor log","role":"controller","external_ids":[{"system":"v.csv","id":"Visitor log"}]}');
INSERT INTO change VALUES(27,2,'purpose',170,'A4/P1',NULL,NULL,'{"ref":"P1","parent":169,"position":1,"text":"Security","legal_bases":["6-1-f"]}');
INSERT INTO change VALUES(27,3,'retention',171,'A4/R1',NULL,NULL,'{"ref":"R1","parent":169,"position":1,"kind":"fixed","period":"P30D","start":["not_stated"],"as_stated":"30 days"}');
INSERT INTO change VALUES(28,1,'retention',171,'A4/R1',NULL,'{"ref":"R1","parent":169,"position":1,"kind":"fixed","period":"P30D","start":["not_stated"],"as_stated":"30 days"}',NULL);
INSERT INTO change VALUES(28,2,'purpose',170,'A4/P1',NULL,'{"ref":"P1","parent":169,"position":1,"text":"Security","legal_bases":["6-1-f"]}',NULL);
INSERT INTO change VALUES(28,3,'activity',169,'A4',NULL,'{"ref":"A4","name":"Visitor log","role":"controller","external_ids":[{"system":"v.csv","id":"Visitor log"}]}',NULL);
INSERT INTO change VALUES(29,1,'activity',169,'A4',NULL,NULL,'{"ref":"A4","name":"Visitor log","role":"controller","external_ids":[{"system":"v.csv","id":"Visitor log"}]}');
INSERT INTO change VALUES(29,2,'purpose',170,'A4/P1',NULL,NULL,'{"ref":"P1","parent":169,"position":1,"text":"Security","legal_bases":["6-1-f"]}');
INSERT INTO change VALUES(29,3,'retention',171,'A4/R1',NULL,NULL,'{"ref":"R1","parent":169,"position":1,"kind":"fixed","period":"P30D","start":["not_stated"],"as_stated":"30 days"}');
INSERT INTO change VALUES(30,1,'request',172,'1/Y1',NULL,NULL,'{"ref":"Y1","parent":1,"position":1,"department":"HR department","sent_on":"2026-11-24","due_on":"2026-12-15"}');
CREATE TABLE IF NOT EXISTS "retired" (
    parent INTEGER NOT NULL,
    prefix TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (parent, prefix)
) STRICT, WITHOUT ROWID;
INSERT INTO retired VALUES(0,'A',4);
INSERT INTO retired VALUES(0,'O',32);
INSERT INTO retired VALUES(169,'P',1);
INSERT INTO retired VALUES(169,'R',1);
CREATE TABLE IF NOT EXISTS "draft" (
    name TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    record INTEGER,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE TABLE IF NOT EXISTS "activity" (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL,
    name TEXT,
    role TEXT CHECK (role IN ('controller', 'processor')),
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    regime TEXT CHECK (regime IN ('gdpr', 'led', 'eudpr', 'ukgdpr', 'other')),
    regime_note TEXT,
    department TEXT,
    owner TEXT,
    record_status TEXT CHECK (record_status IN ('draft', 'in_review', 'approved')),
    approved_by TEXT,
    approved_on TEXT,
    state TEXT CHECK (state IN ('planned', 'running', 'paused', 'ended')),
    started_on TEXT,
    ended_on TEXT,
    description TEXT,
    joint_arrangement TEXT,
    systems TEXT CHECK (systems IS NULL OR json_valid(systems)),
    countries TEXT CHECK (countries IS NULL OR json_valid(countries)),
    source TEXT CHECK (source IS NULL OR json_valid(source)),
    automated_decisions INTEGER CHECK (automated_decisions IN (0, 1)),
    profiling INTEGER CHECK (profiling IN (0, 1)),
    automated_decisions_logic TEXT,
    automated_decisions_effects TEXT,
    age_limit INTEGER,
    online_service INTEGER CHECK (online_service IN (0, 1)),
    art9_conditions TEXT CHECK (art9_conditions IS NULL OR json_valid(art9_conditions)),
    art9_laws TEXT CHECK (art9_laws IS NULL OR json_valid(art9_laws)),
    dpia_criteria TEXT CHECK (dpia_criteria IS NULL OR json_valid(dpia_criteria)),
    dpia_required TEXT CHECK (dpia_required IN ('yes', 'no', 'unclear')),
    dpia_status TEXT CHECK (dpia_status IN ('not_started', 'ongoing', 'done')),
    dpia_done_on TEXT,
    dpia_review_on TEXT,
    dpia_residual_risk TEXT CHECK (dpia_residual_risk IN ('low', 'medium', 'high')),
    prior_consultation_on TEXT,
    opt_out TEXT CHECK (opt_out IS NULL OR json_valid(opt_out)),
    rights_restricted TEXT,
    measures_text TEXT,
    review_interval TEXT,
    last_reviewed_on TEXT,
    next_review_on TEXT,
    provenance TEXT,
    tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)), origin INTEGER REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED, origin_state TEXT,
    UNIQUE (ref)
) STRICT;
INSERT INTO activity VALUES(106,'A1','Payroll and absence','controller',8,'gdpr',NULL,'HR department','Head of HR','approved','The board, by delegation','2026-03-12','running','2018-05-25',NULL,'Salaries, holidays and absence of the municipality''s staff, from timesheets to payment and annual income statements.',NULL,'["Lönvik Lön"]','["SE"]','["data_subject","employer"]',0,0,NULL,NULL,NULL,0,NULL,NULL,NULL,'no',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'P1Y','2026-11-20',NULL,'Interview with the payroll unit, January 2026','["staff"]','"We pay some three thousand people on the 27th."','Pensions are described under the employer''s insurance.','{"dpia_criteria":"No criterion of WP 248 rev.01 applies; assessed at the latest review."}',NULL,NULL,NULL);
INSERT INTO activity VALUES(129,'A2','Recruitment','controller',8,'eudpr',NULL,'HR department',NULL,'approved','The board, by delegation','2026-03-12','running','2019-01-01',NULL,'Advertising posts, receiving applications, tests and interviews, and deciding on appointments.',NULL,'["Recruitment portal"]','["SE","GB","ZA"]','["data_subject","third_parties"]',0,1,NULL,NULL,16,1,NULL,NULL,'["wp248-1","wp248-8"]','yes','done','2025-05-14','2027-09-30','medium',NULL,'["Mail to the HR department","Button in the portal"]',NULL,NULL,'P1Y','2026-11-23',NULL,NULL,NULL,NULL,NULL,NULL,'["owner"]',NULL,NULL);
INSERT INTO activity VALUES(149,'A3',NULL,'controller',8,'gdpr',NULL,'HR department','Head of HR','approved','The board, by delegation','2026-03-12','running','2019-01-01',NULL,'Plans and follow-up for employees on their way back to work after long absence.',NULL,'["Lönvik Lön"]','["SE"]','["data_subject","employer"]',0,0,NULL,NULL,NULL,0,'["9-2-b"]','["Arbetsmiljölagen (1977:1160)"]','["wp248-4","wp248-7"]','yes','done','2024-11-20','2027-09-30','medium',NULL,NULL,NULL,NULL,'P1Y','2026-11-24',NULL,NULL,NULL,NULL,NULL,'{"transfers":"All recipients and systems are in Sweden or elsewhere in the EEA."}','["name"]',NULL,NULL);
INSERT INTO activity VALUES(169,'A4','Visitor log','controller',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE organisation_notices (
    holder INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    title TEXT,
    address TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO organisation_notices VALUES(2,1,'Notice','https://lindhamra.example/notice');
CREATE TABLE organisation_external_ids (
    holder INTEGER NOT NULL REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO organisation_external_ids VALUES(24,1,'suppliers','77');
CREATE TABLE agreement_external_ids (
    holder INTEGER NOT NULL REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE measure_external_ids (
    holder INTEGER NOT NULL REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE schedule_external_ids (
    holder INTEGER NOT NULL REFERENCES schedule (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE activity_external_ids (
    holder INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
INSERT INTO activity_external_ids VALUES(149,1,'diary','KS 2026/14');
INSERT INTO activity_external_ids VALUES(169,1,'v.csv','Visitor log');
CREATE TABLE waiver_external_ids (
    holder INTEGER NOT NULL REFERENCES waiver (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    system TEXT,
    id TEXT,
    PRIMARY KEY (holder, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES register (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    department TEXT,
    owner TEXT,
    organisation INTEGER REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,
    sent_on TEXT,
    due_on TEXT,
    answered_on TEXT,
    by TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO request VALUES(172,1,1,'Y1','HR department',NULL,NULL,'2026-11-24','2026-12-15',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES register (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    name TEXT,
    change INTEGER,
    hash TEXT,
    made_on TEXT,
    by TEXT,
    as_stated TEXT,
    notes TEXT,
    none TEXT CHECK (none IS NULL OR json_valid(none)),
    redacted TEXT CHECK (redacted IS NULL OR json_valid(redacted)),
    UNIQUE (parent, ref)
) STRICT;
INSERT INTO edition VALUES(168,1,1,'E1','Board, 24 Nov',25,'7bdb81c2af4deba44411772dbaeca720ce1d0baacbd1dc6dda48a4ec063ddac2','2026-11-24','Tester',NULL,NULL,NULL,NULL);
CREATE INDEX organisation_parent ON organisation (parent) WHERE parent IS NOT NULL;
CREATE INDEX contact_organisation ON contact (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX agreement_organisation ON agreement (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX agreement_our_party ON agreement (our_party) WHERE our_party IS NOT NULL;
CREATE INDEX agreement_covers_target ON agreement_covers (target);
CREATE INDEX sub_processor_organisation ON sub_processor (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX measure_organisations_target ON measure_organisations (target);
CREATE INDEX activity_measures_target ON activity_measures (target);
CREATE INDEX activity_related_target ON activity_related (target);
CREATE INDEX client_organisation ON client (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX client_via ON client (via) WHERE via IS NOT NULL;
CREATE INDEX client_agreement ON client (agreement) WHERE agreement IS NOT NULL;
CREATE INDEX data_category_subjects_target ON data_category_subjects (target);
CREATE INDEX recipient_organisation ON recipient (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX recipient_data_categories_target ON recipient_data_categories (target);
CREATE INDEX recipient_agreement ON recipient (agreement) WHERE agreement IS NOT NULL;
CREATE INDEX transfer_recipients_target ON transfer_recipients (target);
CREATE INDEX transfer_organisation ON transfer (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX transfer_data_categories_target ON transfer_data_categories (target);
CREATE INDEX transfer_agreement ON transfer (agreement) WHERE agreement IS NOT NULL;
CREATE INDEX retention_data_categories_target ON retention_data_categories (target);
CREATE INDEX retention_subjects_target ON retention_subjects (target);
CREATE INDEX retention_schedule ON retention (schedule) WHERE schedule IS NOT NULL;
CREATE INDEX retention_follows ON retention (follows) WHERE follows IS NOT NULL;
CREATE INDEX retention_provider ON retention (provider) WHERE provider IS NOT NULL;
CREATE INDEX change_set_undoes ON change_set (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX change_id ON change (id);
CREATE INDEX change_parent ON change (json_extract(after, '$.parent')) WHERE field IS NULL AND after IS NOT NULL;
CREATE INDEX activity_organisation ON activity (organisation) WHERE organisation IS NOT NULL;
CREATE VIEW eea_countries (country) AS
VALUES ('AT'), ('BE'), ('BG'), ('CY'), ('CZ'), ('DE'), ('DK'), ('EE'), ('ES'), ('FI'), ('FR'), ('GR'), ('HR'), ('HU'),
    ('IE'), ('IT'), ('LT'), ('LU'), ('LV'), ('MT'), ('NL'), ('PL'), ('PT'), ('RO'), ('SE'), ('SI'), ('SK'),
    ('IS'), ('LI'), ('NO'), ('AX'), ('GF'), ('GP'), ('MF'), ('MQ'), ('RE'), ('YT'), ('EU'), ('EEA');
CREATE VIEW records (reference, kind, name) AS
SELECT ref, 'organisation', name FROM organisation
UNION ALL SELECT g.ref, 'agreement', o.name FROM agreement g LEFT JOIN organisation o ON o.id = g.organisation
UNION ALL SELECT ref, 'measure', name FROM measure
UNION ALL SELECT ref, 'schedule', name FROM schedule
UNION ALL SELECT ref, 'activity', name FROM activity
UNION ALL SELECT ref, 'waiver', rule FROM waiver;
CREATE VIEW activities (activity, name, role, organisation, department, state, purposes, data_subjects, data_categories,
    recipients, transfers, retention_rules, last_reviewed_on, next_review_on) AS
SELECT a.ref, a.name, a.role, o.name, a.department, a.state,
    (SELECT group_concat(text, '; ') FROM (SELECT text FROM purpose WHERE parent = a.id ORDER BY position)),
    (SELECT group_concat(value, ', ') FROM data_subject u, json_each(u.category) WHERE u.parent = a.id),
    (SELECT group_concat(value, ', ') FROM data_category d, json_each(d.category) WHERE d.parent = a.id),
    (SELECT count(*) FROM recipient WHERE parent = a.id),
    (SELECT count(*) FROM transfer WHERE parent = a.id),
    (SELECT count(*) FROM retention WHERE parent = a.id),
    a.last_reviewed_on, a.next_review_on
FROM activity a LEFT JOIN organisation o ON o.id = a.organisation;
CREATE VIEW recipient_countries (activity, activity_name, recipient, name, role, country, recorded_in) AS
SELECT a.ref, a.name, c.ref, coalesce(o.name, c.category), c.role, json_each.value, 'recipient'
FROM recipient c JOIN activity a ON a.id = c.parent LEFT JOIN organisation o ON o.id = c.organisation,
    json_each(c.countries)
UNION ALL
SELECT a.ref, a.name, c.ref, o.name, c.role, o.country, 'organisation'
FROM recipient c JOIN activity a ON a.id = c.parent JOIN organisation o ON o.id = c.organisation
WHERE c.countries IS NULL AND o.country IS NOT NULL
UNION ALL
SELECT a.ref, a.name, t.ref,
    coalesce(o.name, t.international_organisation, (SELECT group_concat(coalesce(ro.name, r.category), ', ')
        FROM transfer_recipients l JOIN recipient r ON r.id = l.target LEFT JOIN organisation ro ON ro.id = r.organisation
        WHERE l.holder = t.id)),
    NULL, coalesce(t.country, t.international_organisation), 'transfer'
FROM transfer t JOIN activity a ON a.id = t.parent LEFT JOIN organisation o ON o.id = t.organisation
WHERE coalesce(t.country, t.international_organisation) IS NOT NULL AND t.state IS NOT 'denied'
UNION ALL
SELECT DISTINCT a.ref, a.name, c.ref, coalesce(qo.name, q.name), 'sub_processor', place.value, 'agreement ' || g.ref
FROM recipient c JOIN activity a ON a.id = c.parent JOIN agreement g ON g.id = c.agreement
    JOIN sub_processor q ON q.parent = g.id LEFT JOIN organisation qo ON qo.id = q.organisation,
    json_each(coalesce(q.countries, json_array(qo.country))) place
WHERE place.value IS NOT NULL;
CREATE VIEW recipients_outside_eea AS
SELECT * FROM recipient_countries WHERE country NOT IN (SELECT country FROM eea_countries);
CREATE VIEW transfers_by_country (country, activity, activity_name, transfer, state, recipients, mechanisms, instrument,
    valid_until) AS
SELECT coalesce(t.country, t.international_organisation), a.ref, a.name, t.ref, t.state,
    (SELECT group_concat(coalesce(ro.name, r.category), ', ')
        FROM transfer_recipients l JOIN recipient r ON r.id = l.target LEFT JOIN organisation ro ON ro.id = r.organisation
        WHERE l.holder = t.id),
    (SELECT group_concat(value, ', ') FROM json_each(t.mechanisms)), t.instrument, t.valid_until
FROM transfer t JOIN activity a ON a.id = t.parent
ORDER BY 1, 2, 4;
CREATE VIEW retention_rules (activity, activity_name, rule, name, scope, kind, period, period_max, starts_from, rounding,
    criterion, disposition, schedule, period_none) AS
SELECT a.ref, a.name, r.ref, coalesce(r.name, s.name), r.scope,
    CASE WHEN r.kind IS NULL AND json_type(r.none, '$.kind') IS NULL THEN s.kind ELSE r.kind END,
    CASE WHEN r.period IS NULL AND json_type(r.none, '$.period') IS NULL THEN s.period ELSE r.period END,
    CASE WHEN r.period_max IS NULL AND json_type(r.none, '$.period_max') IS NULL THEN s.period_max ELSE r.period_max END,
    (SELECT group_concat(value, ', ') FROM json_each(
        CASE WHEN r.start IS NULL AND json_type(r.none, '$.start') IS NULL THEN s.start ELSE r.start END)),
    CASE WHEN r.rounding IS NULL AND json_type(r.none, '$.rounding') IS NULL THEN s.rounding ELSE r.rounding END,
    CASE WHEN r.criterion IS NULL AND json_type(r.none, '$.criterion') IS NULL THEN s.criterion ELSE r.criterion END,
    CASE WHEN r.disposition IS NULL AND json_type(r.none, '$.disposition') IS NULL THEN s.disposition
        ELSE r.disposition END,
    s.ref,
    CASE WHEN r.period IS NULL AND (s.period IS NULL OR json_type(r.none, '$.period') IS NOT NULL)
        THEN coalesce(json_extract(r.none, '$.period'), json_extract(s.none, '$.period')) END
FROM retention r JOIN activity a ON a.id = r.parent LEFT JOIN schedule s ON s.id = r.schedule;
CREATE VIEW rules_without_period AS
SELECT activity, activity_name, rule, name, scope, kind, criterion, schedule, period_none
FROM retention_rules
WHERE period IS NULL AND period_max IS NULL
    AND (kind IS NULL OR kind NOT IN ('event', 'criterion', 'permanent', 'not_stored'));
CREATE VIEW processors (organisation, name, country, role, service, activity, activity_name, agreement, agreement_status,
    agreement_valid_until) AS
SELECT o.ref, coalesce(o.name, c.category), o.country, c.role, c.service, a.ref, a.name, g.ref, g.status, g.valid_until
FROM recipient c JOIN activity a ON a.id = c.parent LEFT JOIN organisation o ON o.id = c.organisation
    LEFT JOIN agreement g ON g.id = c.agreement
WHERE c.role IN ('processor', 'sub_processor');
CREATE VIEW history (number, at, author, label, undoes, kind, reference, field, before, after) AS
SELECT s.number, s.at, s.author, s.label, s.undoes, c.kind, c.ref, c.field, c.before, c.after
FROM change_set s JOIN change c ON c.change_set = s.number;
CREATE TRIGGER change_set_is_never_updated BEFORE UPDATE ON change_set
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER change_set_is_never_deleted BEFORE DELETE ON change_set
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER change_set_is_never_replaced BEFORE INSERT ON change_set
WHEN EXISTS (SELECT 1 FROM change_set WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE TRIGGER change_is_never_replaced BEFORE INSERT ON change
WHEN EXISTS (SELECT 1 FROM change WHERE change_set = NEW.change_set AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
CREATE INDEX request_organisation ON request (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX activity_origin ON activity (origin) WHERE origin IS NOT NULL;
COMMIT;
PRAGMA application_id = 1919905889;
PRAGMA user_version = 4;
