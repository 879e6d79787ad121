-- Who has an appeal open just now. Losing it costs a few seconds of knowing that.

create unlogged table presence (
  appeal_number text not null,
  operator      text not null,
  seen_at       timestamptz not null,
  typed_at      timestamptz,
  primary key (appeal_number, operator)
) with (fillfactor = 50);
create index presence_of_operator on presence (operator);

-- A resident's earlier appeals and what came of them.

create index appeal_of_resident on appeal (channel, resident_id, opened_at);
create index rating_of_appeal on rating (appeal_number, id);

-- Answers to begin with. Without an organisation they are for all, without a category for anything.

create table answer_template (
  id              bigint generated always as identity primary key,
  organisation_id text references organisation,
  category        text,
  title           text not null check (title <> ''),
  text            text not null check (text <> ''),
  changed_by      text not null,
  changed_at      timestamptz not null
);
create unique index answer_template_title on answer_template (coalesce(organisation_id, ''), title);

insert into answer_template (category, title, text, changed_by, changed_at) values
(null, 'Уточнить, где и когда это было',
'Здравствуйте, {resident}! Чтобы разобраться с обращением {number}, нам нужно знать: в каком отделении и какого числа это было? Ответьте, пожалуйста, на это сообщение.

{organisation}', 'medchat', now()),
(null, 'Пригласить: адрес и телефон',
'Здравствуйте, {resident}! По вашему вопросу ждём вас по адресу: {address}. Если удобнее позвонить: {phone}.

{organisation}', 'medchat', now()),
(null, 'Просьба не писать личное в общий чат',
'Здравствуйте! Пожалуйста, не пишите в общий чат паспортные данные, номер полиса и подробности о здоровье: напишите их боту в личные сообщения, их увидим только мы.

{organisation}', 'medchat', now()),
('APPT_GP', 'Нет талонов: как записаться',
'Здравствуйте, {resident}! Записаться можно в регистратуре, по телефону {phone} или на портале Госуслуг. Если свободного времени нет, скажите об этом регистратору: вас поставят в лист ожидания и позвонят.

{organisation}', 'medchat', now()),
('APPT_SPEC', 'К специалисту: как записаться',
'Здравствуйте, {resident}! К врачу-специалисту записывает участковый врач или регистратура по телефону {phone}. Если направление уже есть, приготовьте, пожалуйста, его номер.

{organisation}', 'medchat', now()),
('DIAG', 'Где и когда сдать анализы',
'Здравствуйте, {resident}! Анализы и обследования проводят по адресу: {address}. Часы и подготовку подскажут по телефону {phone}.

{organisation}', 'medchat', now()),
('HOME', 'Вызов врача на дом',
'Здравствуйте, {resident}! Врача на дом вызывают по телефону {phone}. Если вызов уже принят, а врача нет, напишите, во сколько вы звонили: проверим и ответим здесь.

{organisation}', 'medchat', now()),
('ETHICS', 'Извиниться и разобраться',
'Здравствуйте, {resident}! Извините, пожалуйста, за такой приём. Мы разберём ваше обращение {number} с заведующим отделением. Напишите, какого числа и в каком кабинете это было.

{organisation}', 'medchat', now()),
('INFO', 'Часы работы и телефон',
'Здравствуйте, {resident}! Наш адрес: {address}, телефон {phone}.

{organisation}', 'medchat', now()),
('AMB', 'Скорая: кто поможет',
'Здравствуйте, {resident}! Если помощь нужна сейчас, звоните 103 или 112. Об опоздании скорой сообщим на станцию скорой помощи: напишите, когда был вызов и по какому адресу, боту в личные сообщения.

{organisation}', 'medchat', now());
